//! Labels of other scripts, `xn--…`: those that stand for none are refused by everything that parses a URL.

/// How such a label begins (RFC 5890, 2.3.2.1), in either case.
const BEGIN: &str = "xn--";

/// Whether a label says that it is of another script, and stands for nothing that could be.
pub(crate) fn is_of_nothing(label: &str) -> bool {
    let Some((begin, rest)) = label.split_at_checked(BEGIN.len()) else { return false };
    if !begin.eq_ignore_ascii_case(BEGIN) {
        return false;
    }
    let is_wrong = |c: &char| c.is_control() || c.is_uppercase();
    // What is in ASCII has no such form.
    decoded(&rest.to_ascii_lowercase())
        .is_none_or(|text| text.iter().all(char::is_ascii) || text.iter().any(is_wrong))
}

/// The characters that such a label stands for (RFC 3492, 6.2).
fn decoded(text: &str) -> Option<Vec<char>> {
    let (plain, mut rest) = match text.rsplit_once('-') {
        Some((plain, rest)) => (plain, rest.bytes()),
        None => ("", text.bytes()),
    };
    let mut decoded: Vec<char> = plain.chars().collect();
    let (mut code, mut place, mut bias) = (128_u32, 0_u32, 72_u32);
    while rest.len() > 0 {
        let before = place;
        let mut weight = 1_u32;
        for step in (36_u32..).step_by(36) {
            let digit = match rest.next()? {
                byte @ b'a'..=b'z' => u32::from(byte - b'a'),
                byte @ b'0'..=b'9' => u32::from(byte - b'0') + 26,
                _ => return None,
            };
            place = place.checked_add(digit.checked_mul(weight)?)?;
            let threshold = step.saturating_sub(bias).clamp(1, 26);
            if digit < threshold {
                break;
            }
            weight = weight.checked_mul(36 - threshold)?;
        }
        let count = u32::try_from(decoded.len()).ok()? + 1;
        bias = adapted(place - before, count, before == 0);
        code = code.checked_add(place / count)?;
        place %= count;
        decoded.insert(usize::try_from(place).ok()?, char::from_u32(code)?);
        place += 1;
    }
    Some(decoded)
}

/// RFC 3492, 6.1.
fn adapted(by: u32, count: u32, is_first: bool) -> u32 {
    let mut by = if is_first { by / 700 } else { by / 2 };
    by += by / count;
    let mut steps = 0;
    while by > 455 {
        by /= 35;
        steps += 36;
    }
    steps + 36 * by / (by + 38)
}

#[cfg(test)]
mod tests {
    use super::{decoded, is_of_nothing};

    #[test]
    fn labels_of_other_scripts() {
        let text = |label: &str| decoded(label).map(String::from_iter);
        assert_eq!(text("mnchen-3ya").as_deref(), Some("münchen"));
        // Of RFC 3492, 7.1: (A) and (B).
        assert_eq!(text("egbpdaj6bu4bxfgehfvwxn").as_deref(), Some("ليهمابتكلموشعربي؟"));
        assert_eq!(text("ihqwcrb4cv8a8dqg056pqjye").as_deref(), Some("他们为什么不说中文"));
        for good in ["acme", "xn", "xn--mnchen-3ya", "XN--MNCHEN-3YA", "xn--p1ai", "xn--ls8h"] {
            assert!(!is_of_nothing(good), "{good}");
        }
        for bad in ["xn--", "xn--a", "xn--acme-", "xn--99999999", "xn--a_b"] {
            assert!(is_of_nothing(bad), "{bad}");
        }
    }
}
