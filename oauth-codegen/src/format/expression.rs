//! Expressions and statements.

use proc_macro2::{Delimiter, TokenTree};

use super::chain::{Chain, postfix};
use super::choice::{closure, matches, pattern};
use super::cursor::{Cursor, sign};
use super::item::item;
use super::layout::{Break, IN, Layout, OUT};
use super::path::{comma, copy, name, path, rest, ty};

/// What is in the braces of a function, each in a line.
pub(super) fn statements(cursor: &mut Cursor, layout: &mut Layout) {
    while !cursor.is_at_end() {
        statement(cursor, layout);
        layout.line();
    }
}

fn statement(cursor: &mut Cursor, layout: &mut Layout) {
    if cursor.is_word("use") {
        item(cursor, layout);
        return;
    }
    layout.some(0);
    if cursor.takes_word("let") {
        layout.word("let ");
        pattern(cursor, layout, '=');
        copy(cursor, layout, '=', " = ");
        layout.seam();
        expression(cursor, layout, false);
    } else {
        expression(cursor, layout, true);
        if !cursor.is_joined() && cursor.takes('=') {
            layout.word(" = ");
            layout.seam();
            expression(cursor, layout, false);
        }
    }
    if cursor.takes(';') {
        layout.word(";");
    }
    layout.end();
}

/// An expression, up to a comma, a semicolon, a `=` or the end. One that begins a line may have its first
/// call behind a short name there.
pub(super) fn expression(cursor: &mut Cursor, layout: &mut Layout, begins_line: bool) {
    if cursor.takes('&') {
        layout.word("&");
        if cursor.takes_word("mut") {
            layout.word("mut ");
        }
        expression(cursor, layout, false);
    } else if let Some(operator @ ('-' | '*' | '!')) = cursor.sign() {
        cursor.takes(operator);
        layout.show(&operator);
        expression(cursor, layout, false);
    } else if cursor.sign() == Some('|') {
        closure(cursor, layout);
    } else if cursor.takes_word("match") {
        matches(cursor, layout);
    } else {
        let chain = Chain::behind(cursor.rest());
        postfix(cursor, layout, &chain, begins_line);
    }
    if cursor.takes_word("as") {
        layout.word(" as ");
        ty(cursor, layout);
    }
    // Operators between two, and what else no rule knows.
    while !is_end(cursor.rest()) {
        layout.word(" ");
        name(cursor, layout);
    }
}

/// Whether an expression ends there: before a comma, a semicolon, a `=` or `=>`, or with what it stands in.
fn is_end(tokens: &[TokenTree]) -> bool {
    match tokens {
        [] => true,
        [first, second, ..] if sign(first) == Some('=') => sign(second) != Some('='),
        [first, ..] => matches!(sign(first), Some(',' | ';' | '=')),
    }
}

/// What needs no look at what comes behind it.
pub(super) fn atom(cursor: &mut Cursor, layout: &mut Layout) {
    if let Some(mut inner) = cursor.takes_group(Delimiter::Bracket) {
        array(&mut inner, layout);
    } else if let Some(mut inner) = cursor.takes_group(Delimiter::Parenthesis) {
        tuple(&mut inner, layout);
    } else if let Some(mut inner) = cursor.takes_group(Delimiter::Brace) {
        block(&mut inner, layout);
    } else if matches!(cursor.rest().first(), Some(TokenTree::Literal(_))) {
        name(cursor, layout);
    } else if cursor.rest().iter().find(|token| !is_path(token)).is_some_and(is_brace) {
        structure(cursor, layout);
    } else {
        path(cursor, layout, false);
    }
}

/// Whether it may be part of a path.
fn is_path(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Ident(_)) || matches!(sign(token), Some(':' | '<' | '>'))
}

fn is_brace(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
}

fn structure(cursor: &mut Cursor, layout: &mut Layout) {
    layout.all(IN);
    layout.some(OUT);
    path(cursor, layout, false);
    layout.end();
    let Some(mut inner) = cursor.takes_group(Delimiter::Brace) else {
        layout.end();
        return;
    };
    layout.word(" {");
    layout.place(Break { blank: 1, inner: true, ..Break::default() });
    while !inner.is_at_end() {
        if inner.takes_both(['.', '.']) {
            layout.word("..");
            expression(&mut inner, layout, false);
            layout.space();
            break;
        }
        name(&mut inner, layout);
        if inner.takes(':') {
            layout.word(": ");
            expression(&mut inner, layout, false);
        }
        let is_comma = inner.takes(',');
        if inner.is_at_end() {
            layout.place(Break { blank: 1, before: ",", ..Break::default() });
        } else if is_comma {
            layout.comma(false);
        } else {
            layout.word(" ");
        }
    }
    layout.outwards();
    layout.end_within(34);
    layout.word("}");
}

fn array(inner: &mut Cursor, layout: &mut Layout) {
    if inner.is_at_end() {
        layout.word("[]");
        return;
    }
    // Numbers fill their lines.
    let fills = inner.rest().iter().all(|token| match token {
        TokenTree::Literal(literal) => !literal.to_string().starts_with('"'),
        other => sign(other) == Some(','),
    });
    if fills {
        layout.all(IN);
        layout.word("[");
        layout.joint();
        layout.some(0);
        while !inner.is_at_end() {
            name(inner, layout);
            if inner.takes(',') && !inner.is_at_end() {
                layout.comma(false);
            }
        }
        layout.end();
        layout.comma(true);
        layout.outwards();
        layout.word("]");
        layout.end();
    } else {
        layout.word("[");
        list(inner, layout);
        layout.word("]");
    }
}

pub(super) fn tuple(inner: &mut Cursor, layout: &mut Layout) {
    layout.word("(");
    if !inner.is_at_end() {
        list(inner, layout);
    }
    layout.word(")");
}

/// Expressions with commas between them.
fn list(inner: &mut Cursor, layout: &mut Layout) {
    layout.all(IN);
    layout.joint();
    while !inner.is_at_end() {
        expression(inner, layout, false);
        comma(inner, layout);
    }
    layout.outwards();
    layout.end();
}

/// What a function is called with. What has brackets of its own needs no box when it is alone.
pub(super) fn arguments(mut inner: Cursor, layout: &mut Layout) {
    if has_brackets(inner.rest()) {
        expression(&mut inner, layout, false);
        rest(&mut inner, layout);
    } else if !inner.is_at_end() {
        list(&mut inner, layout);
    }
}

/// Whether it is one array, tuple, block, struct or closure.
pub(super) fn has_brackets(tokens: &[TokenTree]) -> bool {
    match tokens {
        [] => false,
        [TokenTree::Group(_)] => true,
        [first, ..] if sign(first) == Some('|') => {
            let body = tokens.iter().skip(1).skip_while(|token| sign(token) != Some('|'));
            !body.map(sign).any(|sign| sign == Some(','))
        }
        [path @ .., last] => is_brace(last) && path.iter().all(is_path),
    }
}

pub(super) fn block(inner: &mut Cursor, layout: &mut Layout) {
    layout.all(IN);
    layout.word("{");
    if !inner.is_at_end() {
        layout.space();
        if inner.rest().iter().any(|token| sign(token) == Some(';')) {
            statements(inner, layout);
        } else {
            statement(inner, layout);
            layout.space();
        }
        layout.outwards();
    }
    layout.word("}");
    layout.end();
}
