//! Threads of our own, where there is no runtime.

/// Does the work in a thread of its own; `false` if there can be none, and then nothing is done.
///
/// All work is of one type, so that what it takes to begin a thread is compiled once.
pub(crate) fn spawn(work: Box<dyn FnOnce() + Send>) -> bool {
    std::thread::Builder::new().spawn(work).is_ok()
}
