//! Writing DER (X.690): what `ring` reads no other way, and what is written of a public key.

use crate::wipe::Wiped;

/// An element (X.690, 8.1): tag, length, contents. `None` if it is too long for any key.
pub(super) fn element(tag: u8, contents: &[&[u8]]) -> Option<Wiped> {
    let length = contents.iter().map(|part| part.len()).sum::<usize>();
    let [high, low] = u16::try_from(length).ok()?.to_be_bytes();
    // All the room at once: what is moved leaves a copy behind.
    let mut bytes = Vec::with_capacity(length + 4);
    bytes.push(tag);
    match length {
        0..=0x7f => bytes.push(low),
        0x80..=0xff => bytes.extend([0x81, low]),
        _ => bytes.extend([0x82, high, low]),
    }
    for part in contents {
        bytes.extend_from_slice(part);
    }
    Some(Wiped(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_written_as_der_wants_them() {
        for (length, head) in [
            (0, vec![4, 0]),
            (127, vec![4, 127]),
            (128, vec![4, 0x81, 128]),
            (255, vec![4, 0x81, 255]),
            (256, vec![4, 0x82, 1, 0]),
            (65535, vec![4, 0x82, 255, 255]),
        ] {
            let made = &element(4, &[&vec![7; length]]).unwrap().0;
            assert_eq!((&made[..head.len()], made.len()), (&*head, head.len() + length));
        }
        assert!(element(4, &[&vec![7; 65536]]).is_none());
    }
}
