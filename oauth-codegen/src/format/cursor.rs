//! Reading tokens one after the other.

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, TokenStream, TokenTree};

/// The tokens of a group, and how many of them were read.
#[derive(Default)]
pub(super) struct Cursor {
    tokens: Vec<TokenTree>,
    at: usize,
}

impl Cursor {
    pub(super) fn new(tokens: TokenStream) -> Self {
        Self { tokens: tokens.into_iter().collect(), at: 0 }
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.at >= self.tokens.len()
    }

    /// The tokens that were not read yet.
    pub(super) fn rest(&self) -> &[TokenTree] {
        &self.tokens[self.at..]
    }

    pub(super) fn next(&mut self) -> Option<&TokenTree> {
        let token = self.tokens.get(self.at)?;
        self.at += 1;
        Some(token)
    }

    /// The sign that comes then.
    pub(super) fn sign(&self) -> Option<char> {
        sign(self.tokens.get(self.at)?)
    }

    /// Reads that sign, if it comes then.
    pub(super) fn takes(&mut self, wanted: char) -> bool {
        let is = self.sign() == Some(wanted);
        self.at += usize::from(is);
        is
    }

    /// Whether a sign comes then that is one with the next.
    pub(super) fn is_joined(&self) -> bool {
        match self.tokens.get(self.at) {
            Some(TokenTree::Punct(punct)) => punct.spacing() == Spacing::Joint,
            _ => false,
        }
    }

    /// Reads a sign of two, if it comes then.
    pub(super) fn takes_both(&mut self, wanted: [char; 2]) -> bool {
        let is = self.sign() == Some(wanted[0])
            && self.tokens.get(self.at + 1).and_then(sign) == Some(wanted[1]);
        self.at += if is { 2 } else { 0 };
        is
    }

    pub(super) fn ident(&self) -> Option<&Ident> {
        match self.tokens.get(self.at)? {
            TokenTree::Ident(ident) => Some(ident),
            _ => None,
        }
    }

    pub(super) fn is_word(&self, word: &str) -> bool {
        self.ident().is_some_and(|ident| ident == word)
    }

    /// Reads that word, if it comes then.
    pub(super) fn takes_word(&mut self, word: &str) -> bool {
        let is = self.is_word(word);
        self.at += usize::from(is);
        is
    }

    /// The group that comes then, if it has that delimiter.
    pub(super) fn group(&self, delimiter: Delimiter) -> Option<&Group> {
        match self.tokens.get(self.at)? {
            TokenTree::Group(group) if group.delimiter() == delimiter => Some(group),
            _ => None,
        }
    }

    /// Reads what comes before the next group in braces.
    pub(super) fn takes_until_braces(&mut self) -> Self {
        let is_end = |token: &&TokenTree| match token {
            TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
            _ => false,
        };
        let tokens: Vec<_> = self.rest().iter().take_while(|it| !is_end(it)).cloned().collect();
        self.at += tokens.len();
        Self { tokens, at: 0 }
    }

    /// Reads the group that comes then, if it has that delimiter.
    pub(super) fn takes_group(&mut self, delimiter: Delimiter) -> Option<Self> {
        self.group(delimiter)?;
        // Taken out, so that its tokens have one owner and need not be copied.
        let nothing = TokenTree::Punct(Punct::new(',', Spacing::Alone));
        let TokenTree::Group(group) = std::mem::replace(&mut self.tokens[self.at], nothing) else {
            return None;
        };
        self.at += 1;
        let stream = group.stream();
        drop(group);
        Some(Self::new(stream))
    }
}

pub(super) fn sign(token: &TokenTree) -> Option<char> {
    match token {
        TokenTree::Punct(punct) => Some(punct.as_char()),
        _ => None,
    }
}
