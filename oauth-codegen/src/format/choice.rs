//! Patterns, and what depends on them.

use proc_macro2::Delimiter;

use super::cursor::Cursor;
use super::expression::{block, expression, has_brackets, tuple};
use super::layout::{Break, IN, Layout, OUT};
use super::path::{copy, name, rest};

/// A closure.
pub(super) fn closure(cursor: &mut Cursor, layout: &mut Layout) {
    layout.some(0);
    layout.all(IN);
    copy(cursor, layout, '|', "|");
    layout.joint();
    pattern(cursor, layout, '|');
    copy(cursor, layout, '|', "|");
    layout.space();
    layout.outwards();
    layout.end();
    layout.seam();
    if has_brackets(cursor.rest()) {
        expression(cursor, layout, false);
    } else {
        braced(cursor, layout, "");
    }
    layout.end();
}

/// An expression that gets braces when it does not fit behind what comes before.
fn braced(cursor: &mut Cursor, layout: &mut Layout, otherwise: &'static str) {
    let begins_line = !otherwise.is_empty();
    layout.all(IN);
    layout.place(Break { before: "{", ..Break::default() });
    expression(cursor, layout, begins_line);
    layout.place(Break { offset: OUT, after: "}", otherwise, ..Break::default() });
    layout.end();
}

/// A `match`.
pub(super) fn matches(cursor: &mut Cursor, layout: &mut Layout) {
    layout.some(0);
    layout.word("match ");
    layout.all(0);
    // The braces behind it are not those of a struct.
    let mut value = cursor.takes_until_braces();
    expression(&mut value, layout, false);
    rest(&mut value, layout);
    layout.word(" ");
    layout.end();
    layout.word("{");
    layout.seam();
    layout.all(IN);
    layout.inner_line();
    let mut inner = cursor.takes_group(Delimiter::Brace).unwrap_or_default();
    while !inner.is_at_end() {
        layout.some(0);
        pattern(&mut inner, layout, '=');
        if inner.takes_both(['=', '>']) {
            layout.word(" => ");
        }
        layout.seam();
        if let Some(mut body) = inner.takes_group(Delimiter::Brace) {
            block(&mut body, layout);
        } else {
            braced(&mut inner, layout, ",");
        }
        layout.end();
        inner.takes(',');
        layout.line();
    }
    layout.outwards();
    layout.end();
    layout.word("}");
    layout.end();
}

/// What stands before that sign.
pub(super) fn pattern(cursor: &mut Cursor, layout: &mut Layout, before: char) {
    while !cursor.is_at_end() && cursor.sign() != Some(before) {
        if cursor.takes(',') {
            layout.word(",");
            layout.space();
        } else if let Some(mut inner) = cursor.takes_group(Delimiter::Parenthesis) {
            tuple(&mut inner, layout);
        } else {
            let is_word = cursor.ident().is_some();
            name(cursor, layout);
            if is_word && cursor.ident().is_some() {
                layout.word(" ");
            }
        }
    }
}
