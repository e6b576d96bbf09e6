//! Lines of a bounded width: words and items are never broken in two.

use super::item::Item;
use crate::style::{QUIET, styled};

/// No line is longer, unless a single word is.
pub(super) const WIDTH: usize = 100;

/// The text in lines, broken between words.
pub(super) fn words(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut length = 0;
    for word in text.split(' ') {
        let more = word.chars().count();
        match lines.last_mut() {
            Some(line) if length + 1 + more <= width => {
                line.push(' ');
                line.push_str(word);
                length += 1 + more;
            }
            _ => {
                lines.push(word.to_owned());
                length = more;
            }
        }
    }
    lines
}

/// The items in lines, names quieter than values. Of the first line that much is taken already.
pub(super) fn items(items: &[Item], width: usize, taken: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut length = taken;
    for item in items {
        let more = item.name.chars().count() + item.value.chars().count();
        let shown = format!("{}{}", styled(QUIET, &item.name), item.value);
        let is_first = length == 0;
        match lines.last_mut() {
            Some(line) if is_first || length + item.gap + more <= width => {
                if !is_first {
                    line.push_str(&" ".repeat(item.gap));
                    length += item.gap;
                }
                line.push_str(&shown);
                length += more;
            }
            _ => {
                lines.push(shown);
                length = more;
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_whole() {
        assert_eq!(words("a bc def", 4), ["a bc", "def"]);
        assert_eq!(words("abcdef g", 3), ["abcdef", "g"]);
        assert_eq!(words("", 3), [""]);
    }

    #[test]
    fn items_stay_whole() {
        let item = |name: &str| Item { name: name.to_owned(), value: "1".to_owned(), gap: 2 };
        let plain = |lines: Vec<String>| -> Vec<String> {
            lines.iter().map(|line| anstream::adapter::strip_str(line).to_string()).collect()
        };
        let three = [item("a="), item("b="), item("c=")];
        assert_eq!(plain(items(&three, 8, 0)), ["a=1  b=1", "c=1"]);
        assert_eq!(plain(items(&three, 8, 7)), ["", "a=1  b=1", "c=1"]);
        assert_eq!(plain(items(&three, 8, 3)), ["  a=1", "b=1  c=1"]);
    }
}
