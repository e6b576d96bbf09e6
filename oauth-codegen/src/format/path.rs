//! Paths and types.

use proc_macro2::{Delimiter, Spacing, TokenTree};

use super::cursor::Cursor;
use super::layout::{IN, Layout};

/// A type.
pub(super) fn ty(cursor: &mut Cursor, layout: &mut Layout) {
    if cursor.takes('&') {
        layout.word("&");
        if cursor.takes('\'') {
            layout.word("'");
            name(cursor, layout);
            layout.word(" ");
        }
        if cursor.takes_word("mut") {
            layout.word("mut ");
        }
        ty(cursor, layout);
    } else if let Some(mut inner) = cursor.takes_group(Delimiter::Bracket) {
        layout.word("[");
        ty(&mut inner, layout);
        if inner.takes(';') {
            layout.word("; ");
            super::expression::expression(&mut inner, layout, false);
        }
        rest(&mut inner, layout);
        layout.word("]");
    } else if let Some(mut inner) = cursor.takes_group(Delimiter::Parenthesis) {
        tuple(&mut inner, layout);
    } else {
        for word in ["impl", "dyn"] {
            if cursor.takes_word(word) {
                layout.word(word);
                layout.word(" ");
            }
        }
        path(cursor, layout, true);
        while cursor.takes('+') {
            layout.word(" + ");
            path(cursor, layout, true);
        }
    }
}

fn tuple(inner: &mut Cursor, layout: &mut Layout) {
    layout.word("(");
    if !inner.is_at_end() {
        layout.all(IN);
        layout.joint();
        while !inner.is_at_end() {
            ty(inner, layout);
            comma(inner, layout);
        }
        layout.outwards();
        layout.end();
    }
    layout.word(")");
}

/// A path. In types a `<` behind a name begins its arguments; elsewhere `::<` does.
pub(super) fn path(cursor: &mut Cursor, layout: &mut Layout, in_type: bool) {
    let has_type = cursor.takes('<');
    if has_type {
        layout.word("<");
        ty(cursor, layout);
        if cursor.takes_word("as") {
            layout.word(" as ");
            path(cursor, layout, true);
        }
        copy(cursor, layout, '>', ">");
    }
    let mut is_first = !has_type;
    loop {
        let has_colons = cursor.takes_both([':', ':']);
        if has_colons {
            layout.word("::");
        } else if !is_first {
            return;
        }
        is_first = false;
        let begins = has_colons && cursor.sign() == Some('<');
        if !begins {
            name(cursor, layout);
        }
        if (in_type || begins) && cursor.takes('<') {
            arguments(cursor, layout);
        }
    }
}

/// What stands between `<` and `>`.
fn arguments(cursor: &mut Cursor, layout: &mut Layout) {
    layout.word("<");
    layout.all(IN);
    layout.joint();
    while !cursor.is_at_end() && cursor.sign() != Some('>') {
        if cursor.takes('\'') {
            layout.word("'");
            name(cursor, layout);
        } else {
            ty(cursor, layout);
        }
        if cursor.takes('=') {
            layout.word(" = ");
            ty(cursor, layout);
        }
        if cursor.takes(',') || cursor.sign() == Some('>') {
            layout.comma(cursor.sign() == Some('>'));
        }
    }
    layout.outwards();
    layout.end();
    copy(cursor, layout, '>', ">");
}

/// Writes that sign so, if it comes then: what is not there is never written.
pub(super) fn copy(cursor: &mut Cursor, layout: &mut Layout, sign: char, text: &str) {
    if cursor.takes(sign) {
        layout.word(text);
    }
}

/// What stands between two elements of a list, or behind the last one.
pub(super) fn comma(cursor: &mut Cursor, layout: &mut Layout) {
    if cursor.takes(',') || cursor.is_at_end() {
        layout.comma(cursor.is_at_end());
    } else {
        layout.word(" ");
    }
}

/// The token that comes then, whatever it is, with the signs that are one with it.
pub(super) fn name(cursor: &mut Cursor, layout: &mut Layout) {
    while let Some(token) = cursor.next() {
        layout.show(token);
        match token {
            TokenTree::Punct(punct) if punct.spacing() == Spacing::Joint => {}
            _ => return,
        }
    }
}

/// What no rule knows: all that is left, one behind the other.
pub(super) fn rest(cursor: &mut Cursor, layout: &mut Layout) {
    while !cursor.is_at_end() {
        layout.word(" ");
        name(cursor, layout);
    }
}
