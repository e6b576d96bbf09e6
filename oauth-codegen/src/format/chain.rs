//! What is behind an expression: calls, methods, members, places.

use proc_macro2::{Delimiter, TokenTree};

use super::cursor::{Cursor, sign};
use super::expression::{arguments, atom, expression};
use super::layout::{IN, Layout, OUT};
use super::path::{name, rest};

/// What is behind an expression, as far as the layout must know it beforehand.
pub(super) struct Chain {
    /// How many dots there are.
    dots: usize,
    /// The expression is a name that is no longer than a step in, and a dot follows.
    is_short: bool,
}

impl Chain {
    /// The chain of the expression that begins there.
    pub(super) fn behind(tokens: &[TokenTree]) -> Self {
        let mut dots = 0;
        let is_short = match tokens {
            [TokenTree::Ident(first), second, ..] if sign(second) == Some('.') => {
                first.to_string().len() <= IN.unsigned_abs()
            }
            _ => false,
        };
        let mut angles = 0;
        for (at, token) in tokens.iter().enumerate() {
            match sign(token) {
                Some('<') => angles += 1,
                Some('>') => angles -= 1,
                Some(',' | ';' | '=') if angles == 0 => break,
                Some('.') => {
                    // Two of them are no member.
                    let next = tokens.get(at + 1).and_then(sign);
                    if next == Some('.') {
                        break;
                    }
                    dots += 1;
                }
                _ => {}
            }
        }
        Self { dots, is_short }
    }
}

/// An expression and what is behind it.
pub(super) fn postfix(cursor: &mut Cursor, layout: &mut Layout, chain: &Chain, begins_line: bool) {
    let mut dots = chain.dots;
    let stays = begins_line && chain.is_short;
    if dots > 0 {
        layout.all(IN);
        layout.all(OUT);
        atom(cursor, layout);
        layout.end();
    } else {
        atom(cursor, layout);
    }
    let mut is_first = true;
    loop {
        if cursor.takes('.') {
            if !(stays && is_first) {
                layout.joint();
            }
            layout.word(".");
            name(cursor, layout);
            if let Some(inner) = cursor.takes_group(Delimiter::Parenthesis) {
                layout.all(if stays && chain.dots == 1 { OUT } else { 0 });
                layout.word("(");
                arguments(inner, layout);
                layout.word(")");
                layout.end();
            }
            is_first = false;
            if dots == 1 {
                layout.end();
            }
            dots = dots.saturating_sub(1);
        } else if let Some(inner) = cursor.takes_group(Delimiter::Parenthesis) {
            layout.word("(");
            arguments(inner, layout);
            layout.word(")");
        } else if let Some(mut inner) = cursor.takes_group(Delimiter::Bracket) {
            layout.word("[");
            expression(&mut inner, layout, false);
            rest(&mut inner, layout);
            layout.word("]");
        } else {
            break;
        }
    }
    // Dots that are further on than this reads.
    if dots > 0 {
        layout.end();
    }
}
