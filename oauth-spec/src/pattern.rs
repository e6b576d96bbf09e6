//! What a variable's text must look like: a small part of what regular expressions can say.
//!
//! A pattern is a row of characters and sets of characters, each of which may be repeated; the whole
//! text must fit. There are no alternatives and no groups, so that a pattern reads like an example.
//!
//! ```text
//! [a-z0-9][a-z0-9-]*      a letter or digit, then any number of letters, digits and hyphens
//! v[0-9]{1,2}\.0          v1.0, v24.0
//! ```
//!
//! `*`, `+`, `?`, `{n}` and `{n,m}` repeat what is before them; `\` takes the next character as it is.

use std::ops::RangeInclusive;

/// One piece of a pattern: which characters, and how often.
struct Piece {
    set: Vec<RangeInclusive<char>>,
    least: usize,
    most: usize,
}

/// More repetitions than any value has characters.
const MANY: usize = 4096;

/// Whether the whole text fits the pattern. A pattern that is wrong fits nothing.
#[must_use]
pub fn fits(pattern: &str, text: &str) -> bool {
    let Ok(pieces) = parse(pattern) else { return false };
    let text: Vec<char> = text.chars().collect();
    // The positions that the pieces so far can end at: no backtracking, so no pattern takes long.
    let mut ends = vec![false; text.len() + 1];
    ends[0] = true;
    for piece in &pieces {
        let mut next = vec![false; text.len() + 1];
        for start in (0..=text.len()).filter(|start| ends[*start]) {
            let fitting = text[start..].iter().take(piece.most);
            let fitting =
                fitting.take_while(|c| piece.set.iter().any(|range| range.contains(c))).count();
            for count in piece.least..=fitting {
                next[start + count] = true;
            }
        }
        ends = next;
    }
    ends[text.len()]
}

/// A text that fits the pattern: of every set a letter or digit, or else what can be seen, as often as it
/// must be there, or once. What cannot be seen is there only where it must be: it would not survive at either
/// end of a header. None if the pattern is wrong.
#[must_use]
pub fn example(pattern: &str) -> Option<String> {
    let pieces = parse(pattern).ok()?;
    let text = pieces.iter().flat_map(|piece| {
        let seen = typical(&piece.set);
        let first = seen.or_else(|| piece.set.first().map(|range| *range.start()));
        let often = if seen.is_some() { piece.least.max(1).min(piece.most) } else { piece.least };
        first.into_iter().cycle().take(often)
    });
    Some(text.collect())
}

/// The first letter or digit of a set, else its first character that can be seen.
fn typical(set: &[RangeInclusive<char>]) -> Option<char> {
    let first_of = |part: &RangeInclusive<char>, range: &RangeInclusive<char>| {
        let (start, end) = (*part.start().max(range.start()), *part.end().min(range.end()));
        (start <= end).then_some(start)
    };
    let alike = ['0'..='9', 'A'..='Z', 'a'..='z'];
    let letter = set.iter().find_map(|range| alike.iter().find_map(|part| first_of(part, range)));
    letter.or_else(|| set.iter().find_map(|range| first_of(&('!'..='~'), range)))
}

/// What is wrong with a pattern, if something is.
///
/// # Errors
/// A sentence without a full stop, for people.
pub fn check(pattern: &str) -> Result<(), String> {
    parse(pattern).map(|_| ())
}

fn parse(pattern: &str) -> Result<Vec<Piece>, String> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut rest = pattern.chars();
    while let Some(c) = rest.next() {
        let (least, most) = match c {
            '*' => (0, MANY),
            '+' => (1, MANY),
            '?' => (0, 1),
            '{' => count(&mut rest)?,
            _ => {
                let set = match c {
                    '[' => set(&mut rest)?,
                    '\\' => one(rest.next().ok_or("nothing follows the `\\`")?),
                    '.' => {
                        return Err(
                            "`.` means nothing here; write `\\.` for itself, `[ -~]` for any \
                                    character of ASCII that can be printed"
                                .to_owned(),
                        );
                    }
                    '(' | ')' | '|' | '^' | '$' | ']' | '}' => {
                        return Err(format!("`{c}` means nothing here; write `\\{c}` for itself"));
                    }
                    _ => one(c),
                };
                pieces.push(Piece { set, least: 1, most: 1 });
                continue;
            }
        };
        let repeated =
            pieces.last_mut().ok_or_else(|| format!("nothing before `{c}` to repeat"))?;
        if (repeated.least, repeated.most) != (1, 1) {
            return Err(format!("`{c}` repeats what is repeated already"));
        }
        (repeated.least, repeated.most) = (least, most);
    }
    Ok(pieces)
}

fn one(c: char) -> Vec<RangeInclusive<char>> {
    vec![c..=c]
}

/// The inside of `[…]`.
fn set(rest: &mut std::str::Chars<'_>) -> Result<Vec<RangeInclusive<char>>, String> {
    let mut set: Vec<RangeInclusive<char>> = Vec::new();
    let member = |rest: &mut std::str::Chars<'_>, c| match c {
        '\\' => rest.next().ok_or("nothing follows the `\\`".to_owned()),
        c => Ok(c),
    };
    while let Some(c) = rest.next() {
        if c == ']' {
            return if set.is_empty() {
                Err("an empty `[]` fits nothing".to_owned())
            } else {
                Ok(set)
            };
        }
        let first = member(rest, c)?;
        let mut ahead = rest.clone();
        if ahead.next() == Some('-')
            && let Some(last) = ahead.next().filter(|c| *c != ']')
        {
            *rest = ahead;
            let last = member(rest, last)?;
            if last < first {
                return Err(format!("`{first}-{last}` goes backwards"));
            }
            set.push(first..=last);
        } else {
            set.push(first..=first);
        }
    }
    Err("a `[` without `]`".to_owned())
}

/// The inside of `{…}`.
fn count(rest: &mut std::str::Chars<'_>) -> Result<(usize, usize), String> {
    let inside: String = rest.by_ref().take_while(|c| *c != '}').collect();
    let (least, most) = inside.split_once(',').unwrap_or((&inside, &inside));
    match (least.parse(), most.parse()) {
        (Ok(least), Ok(most)) if least <= most && most <= MANY => Ok((least, most)),
        _ => Err(format!("`{{{inside}}}` is not a count such as `{{3}}` or `{{1,3}}`")),
    }
}

#[cfg(test)]
mod tests {
    use super::{check, example, fits};

    #[test]
    fn the_whole_text_must_fit() {
        assert!(fits("[a-z0-9][a-z0-9-]*", "some-shop"));
        assert!(!fits("[a-z0-9][a-z0-9-]*", "-shop"));
        assert!(!fits("[a-z0-9][a-z0-9-]*", "shop.evil"));
        assert!(!fits("[a-z]", ""));
        assert!(fits("", ""));
    }

    #[test]
    fn pieces_are_repeated() {
        assert!(fits(r"v[0-9]{1,2}\.0", "v24.0"));
        assert!(!fits(r"v[0-9]{1,2}\.0", "v240.0"));
        assert!(fits("a?b+c{2}", "bbbcc"));
        assert!(!fits("a?b+c{2}", "abc"));
        assert!(fits("[a-z]*[0-9]*[a-z]", "abc12d"));
    }

    #[test]
    fn a_long_text_takes_no_longer_than_its_length_allows() {
        let text = "a".repeat(4000);
        assert!(!fits("a*a*a*a*a*a*b", &text));
    }

    #[test]
    fn examples_fit() {
        for pattern in ["[0-9]+", "[a-z0-9][a-z0-9-]*", r"v[0-9]{1,2}\.0", "a{3}b?", r"[\]x]y*"] {
            let text = example(pattern).unwrap_or_else(|| panic!("{pattern}"));
            assert!(fits(pattern, &text), "{pattern}: {text}");
        }
        assert_eq!(example("(a)"), None);
    }

    #[test]
    fn examples_can_be_seen() {
        for (pattern, text) in [
            (r"[ -~]+ \([ -~]+\)", "0 (0)"),
            ("[-_a-z]+", "a"),
            (" *[ !]{2} ?", "!!"),
            ("[ ]+x", " x"),
            ("[A-Za-z][0-9]", "A0"),
        ] {
            assert_eq!(example(pattern).as_deref(), Some(text), "{pattern}");
            assert!(fits(pattern, text), "{pattern}");
        }
    }

    #[test]
    fn a_wrong_pattern_is_told_and_fits_nothing() {
        for wrong in ["(a)", "[a", "[]", "*", "a**", "a{x}", "a{3,1}", "[z-a]", "\\", "a|b", "^a$"]
        {
            assert!(check(wrong).is_err(), "{wrong}");
            assert!(!fits(wrong, wrong), "{wrong}");
        }
        assert_eq!(check("[a-z0-9-]+"), Ok(()));
        let any = check("a.b").unwrap_err();
        assert!(any.contains(r"`\.` for itself") && any.contains("`[ -~]` for any"), "{any}");
    }
}
