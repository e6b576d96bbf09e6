//! Items: a line for each thing in them.

use proc_macro2::{Delimiter, TokenTree};

use super::attribute::attributes;
use super::cursor::Cursor;
use super::expression::{expression, statements};
use super::layout::{IN, Layout, OUT};
use super::path::{comma, copy, name, path, ty};

/// All items of a module, or of an `impl`.
pub(super) fn items(cursor: &mut Cursor, layout: &mut Layout) {
    while !cursor.is_at_end() {
        item(cursor, layout);
        layout.line();
    }
}

/// An item without the end of its line.
pub(super) fn item(cursor: &mut Cursor, layout: &mut Layout) {
    attributes(cursor, layout);
    if cursor.is_word("use") {
        visibility(cursor, layout);
        import(cursor, layout);
        return;
    }
    let is_constant = match unrestricted(cursor.rest()) {
        [first, second, ..] => is_word(first, "const") && !is_word(second, "fn"),
        _ => false,
    };
    layout.all(if is_constant { 0 } else { IN });
    visibility(cursor, layout);
    if is_constant {
        constant(cursor, layout);
    } else if cursor.takes_word("type") {
        alias(cursor, layout);
    } else if cursor.takes_word("struct") {
        structure(cursor, layout);
    } else if cursor.takes_word("impl") {
        implementation(cursor, layout);
    } else if cursor.takes_word("enum") {
        layout.word("enum ");
        name(cursor, layout);
        layout.word(" ");
        body(cursor, layout, variants);
    } else if cursor.takes_word("mod") {
        layout.word("mod ");
        name(cursor, layout);
        layout.word(" ");
        body(cursor, layout, items);
    } else {
        function(cursor, layout);
    }
}

/// Without `pub`.
fn unrestricted(tokens: &[TokenTree]) -> &[TokenTree] {
    match tokens {
        [first, TokenTree::Group(_), rest @ ..] if is_word(first, "pub") => rest,
        [first, rest @ ..] if is_word(first, "pub") => rest,
        _ => tokens,
    }
}

/// The items of a module, if it is all that there is. It is written up to there.
pub(super) fn module(cursor: &mut Cursor, layout: &mut Layout) -> Option<Cursor> {
    let mut rest = cursor.rest();
    while let [sign, TokenTree::Group(_), more @ ..] = rest
        && super::cursor::sign(sign) == Some('#')
    {
        rest = more;
    }
    let [word, TokenTree::Ident(_), TokenTree::Group(_)] = unrestricted(rest) else { return None };
    if !is_word(word, "mod") {
        return None;
    }
    attributes(cursor, layout);
    visibility(cursor, layout);
    cursor.takes_word("mod");
    layout.word("mod ");
    name(cursor, layout);
    layout.word(" {");
    layout.line();
    cursor.takes_group(Delimiter::Brace)
}

fn is_word(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == word)
}

/// What is in braces, and the end of the item's box.
fn body(cursor: &mut Cursor, layout: &mut Layout, inside: fn(&mut Cursor, &mut Layout)) {
    other(cursor, layout);
    let Some(mut inner) = cursor.takes_group(Delimiter::Brace) else {
        layout.end();
        return;
    };
    layout.word("{");
    layout.inner_line();
    inside(&mut inner, layout);
    layout.outwards();
    layout.end();
    layout.word("}");
}

/// What no rule knows: the tokens up to braces or a semicolon.
fn other(cursor: &mut Cursor, layout: &mut Layout) {
    while !cursor.is_at_end() && cursor.group(Delimiter::Brace).is_none() {
        let is_last = cursor.sign() == Some(';');
        name(cursor, layout);
        layout.word(" ");
        if is_last {
            return;
        }
    }
}

fn visibility(cursor: &mut Cursor, layout: &mut Layout) {
    if cursor.takes_word("pub") {
        layout.word("pub");
        if cursor.group(Delimiter::Parenthesis).is_some() {
            name(cursor, layout);
        }
        layout.word(" ");
    }
}

fn import(cursor: &mut Cursor, layout: &mut Layout) {
    cursor.takes_word("use");
    layout.word("use ");
    while !cursor.is_at_end() && !cursor.takes(';') {
        if cursor.takes_word("as") {
            layout.word(" as ");
        } else {
            name(cursor, layout);
        }
    }
    layout.word(";");
}

fn constant(cursor: &mut Cursor, layout: &mut Layout) {
    cursor.takes_word("const");
    layout.word("const ");
    name(cursor, layout);
    copy(cursor, layout, ':', ": ");
    ty(cursor, layout);
    copy(cursor, layout, '=', " = ");
    layout.seam();
    expression(cursor, layout, false);
    copy(cursor, layout, ';', ";");
    layout.end();
}

fn alias(cursor: &mut Cursor, layout: &mut Layout) {
    layout.word("type ");
    name(cursor, layout);
    copy(cursor, layout, '=', " = ");
    layout.seam();
    layout.some(OUT);
    ty(cursor, layout);
    layout.end();
    copy(cursor, layout, ';', ";");
    layout.end();
}

fn structure(cursor: &mut Cursor, layout: &mut Layout) {
    layout.word("struct ");
    name(cursor, layout);
    if cursor.group(Delimiter::Brace).is_some() {
        layout.word(" ");
        body(cursor, layout, fields);
        return;
    }
    if let Some(mut inner) = cursor.takes_group(Delimiter::Parenthesis) {
        elements(&mut inner, layout);
    }
    copy(cursor, layout, ';', ";");
    layout.end();
}

/// The fields of a struct without names, in a box that is there already.
fn elements(inner: &mut Cursor, layout: &mut Layout) {
    layout.word("(");
    layout.joint();
    while !inner.is_at_end() {
        attributes(inner, layout);
        visibility(inner, layout);
        ty(inner, layout);
        comma(inner, layout);
    }
    layout.outwards();
    layout.word(")");
}

fn fields(cursor: &mut Cursor, layout: &mut Layout) {
    while !cursor.is_at_end() {
        attributes(cursor, layout);
        visibility(cursor, layout);
        typed(cursor, layout);
        if cursor.takes(',') || cursor.is_at_end() {
            layout.word(",");
        }
        layout.line();
    }
}

/// A name and its type.
fn typed(cursor: &mut Cursor, layout: &mut Layout) {
    name(cursor, layout);
    copy(cursor, layout, ':', ": ");
    ty(cursor, layout);
}

fn variants(cursor: &mut Cursor, layout: &mut Layout) {
    while !cursor.is_at_end() {
        attributes(cursor, layout);
        name(cursor, layout);
        if let Some(mut inner) = cursor.takes_group(Delimiter::Parenthesis) {
            layout.all(IN);
            elements(&mut inner, layout);
            layout.end();
        }
        if cursor.takes(',') || cursor.is_at_end() {
            layout.word(",");
        }
        layout.line();
    }
}

fn implementation(cursor: &mut Cursor, layout: &mut Layout) {
    layout.some(OUT);
    layout.word("impl ");
    path(cursor, layout, true);
    if cursor.takes_word("for") {
        layout.space();
        layout.word("for ");
        ty(cursor, layout);
    }
    layout.end();
    layout.word(" ");
    body(cursor, layout, items);
}

fn function(cursor: &mut Cursor, layout: &mut Layout) {
    while cursor.ident().is_some() {
        name(cursor, layout);
        if cursor.group(Delimiter::Parenthesis).is_none() {
            layout.word(" ");
        }
    }
    if let Some(mut inner) = cursor.takes_group(Delimiter::Parenthesis) {
        layout.word("(");
        arguments(&mut inner, layout);
        layout.word(")");
    }
    if cursor.takes_both(['-', '>']) {
        layout.all(OUT);
        layout.word(" -> ");
        ty(cursor, layout);
        layout.end();
    }
    layout.word(" ");
    body(cursor, layout, statements);
}

fn arguments(inner: &mut Cursor, layout: &mut Layout) {
    if inner.is_at_end() {
        return;
    }
    layout.seam();
    layout.all(0);
    layout.joint();
    while !inner.is_at_end() {
        argument(inner, layout);
        comma(inner, layout);
    }
    layout.outwards();
    layout.end();
}

/// `self` as it is given, or a name and its type.
fn argument(cursor: &mut Cursor, layout: &mut Layout) {
    if cursor.takes('&') {
        layout.word("&");
    }
    if cursor.takes_word("mut") {
        layout.word("mut ");
    }
    if cursor.takes_word("self") {
        layout.word("self");
    } else {
        typed(cursor, layout);
    }
}
