//! Memory that is overwritten before it is given back.

use zeroize::optimization_barrier;

/// Overwrites everything these bytes hold, spare room included.
///
/// It does what `zeroize` does, as one `memset` instead of a volatile write a byte.
pub(crate) fn wipe(bytes: &mut Vec<u8>) {
    bytes.clear();
    bytes.resize(bytes.capacity(), 0);
    optimization_barrier(bytes.as_slice());
    bytes.clear();
}

/// Bytes that are wiped when they are dropped, and that do not print.
#[derive(Clone, Default)]
pub(crate) struct Wiped(pub(crate) Vec<u8>);

impl Drop for Wiped {
    fn drop(&mut self) {
        wipe(&mut self.0);
    }
}

impl std::fmt::Debug for Wiped {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "[{} bytes]", self.0.len())
    }
}

/// Text that is wiped when it is dropped: for what is built up on the way to a request.
#[derive(Clone, Default)]
pub(crate) struct WipedText(pub(crate) String);

impl WipedText {
    /// The text, which whoever takes it cares for.
    pub(crate) fn take(mut self) -> String {
        std::mem::take(&mut self.0)
    }
}

impl Drop for WipedText {
    fn drop(&mut self) {
        wipe(&mut std::mem::take(&mut self.0).into_bytes());
    }
}

impl std::fmt::Debug for WipedText {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("…")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spare_room_is_wiped_too_and_nothing_is_left() {
        let mut bytes = b"secret".to_vec();
        bytes.reserve(10);
        let capacity = bytes.capacity();
        bytes.truncate(2);
        wipe(&mut bytes);
        assert!(bytes.is_empty());
        assert_eq!(bytes.capacity(), capacity);
    }

    #[test]
    fn wiped_text_does_not_print() {
        assert_eq!(format!("{:?}", WipedText("secret".into())), "…");
        assert_eq!(format!("{:?}", Wiped(b"secret".to_vec())), "[6 bytes]");
        assert_eq!(WipedText("kept".into()).take(), "kept");
    }
}
