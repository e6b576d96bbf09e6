//! The same for many things at once, in their order.

use std::num::NonZero;
use std::thread;

/// Fewer than these are done before a thread has begun.
const LEAST: usize = 16;

/// What `work` makes of each.
pub(super) fn each<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = allowed().min(items.len() / LEAST).max(1);
    if threads == 1 {
        return items.iter().map(work).collect();
    }
    let part = items.len().div_ceil(threads);
    let work = &work;
    thread::scope(|scope| {
        let running: Vec<_> = items
            .chunks(part)
            .map(|part| scope.spawn(|| part.iter().map(work).collect::<Vec<R>>()))
            .collect();
        let done = running.into_iter().flat_map(|part| match part.join() {
            Ok(done) => done,
            Err(panic) => std::panic::resume_unwind(panic),
        });
        done.collect()
    })
}

/// How many jobs Cargo allows its build scripts, else how many this machine can do at once.
fn allowed() -> usize {
    let told = std::env::var("NUM_JOBS").ok().and_then(|jobs| jobs.parse().ok());
    told.unwrap_or_else(|| thread::available_parallelism().map_or(1, NonZero::get))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_stays() {
        for count in [0, 1, LEAST, 10 * LEAST + 1] {
            let items: Vec<usize> = (0..count).collect();
            let doubled: Vec<usize> = items.iter().map(|it| it * 2).collect();
            assert_eq!(each(&items, |it| it * 2), doubled);
        }
    }
}
