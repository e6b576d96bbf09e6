//! The words in a name: `FollowUpBoss`, `follow-up-boss` and `follow_up_boss` have the same.

/// The words, in lower case.
pub(crate) fn of(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for c in text.chars() {
        let is_new = !c.is_alphanumeric() || (c.is_uppercase() && before.is_lowercase());
        if is_new {
            words.push(String::new());
        }
        if let (true, Some(word)) = (c.is_alphanumeric(), words.last_mut()) {
            word.extend(c.to_lowercase());
        }
        before = c;
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Whether the words of a name are among them, in a row.
pub(crate) fn holds(words: &[String], name: &[String]) -> bool {
    !name.is_empty() && words.windows(name.len()).any(|some| some == name)
}
