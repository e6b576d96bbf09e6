//! Attributes, of which most are documentation.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::cursor::{Cursor, sign};
use super::layout::{IN, Layout};

/// The attributes that come then, each in a line of its own if its item is not in the same.
pub(super) fn attributes(cursor: &mut Cursor, layout: &mut Layout) {
    while cursor.takes('#') {
        let Some(mut inner) = cursor.takes_group(Delimiter::Bracket) else { return };
        if let Some(text) = documentation(&inner) {
            layout.word("///");
            layout.word(text.trim_end_matches(' '));
            layout.line();
        } else {
            layout.word("#[");
            list(&mut inner, layout, false);
            layout.word("]");
            layout.space();
        }
    }
}

/// The text of `doc = "text"`, if it can stand behind slashes.
fn documentation(inner: &Cursor) -> Option<String> {
    let [TokenTree::Ident(name), equals, TokenTree::Literal(text)] = inner.rest() else {
        return None;
    };
    if name != "doc" || sign(equals) != Some('=') {
        return None;
    }
    let text = said(&text.to_string())?;
    // A fourth slash would make it a comment.
    (!text.starts_with('/')).then_some(text)
}

/// The text that a literal stands for. `None` for what is no text, or says what cannot be said in a line.
fn said(literal: &str) -> Option<String> {
    if let Some(raw) = literal.strip_prefix('r') {
        let raw = raw.trim_start_matches('#').trim_end_matches('#');
        let raw = raw.strip_prefix('"')?.strip_suffix('"')?;
        return (!raw.contains('\n') && !raw.contains('\r')).then(|| raw.to_owned());
    }
    let inside = literal.strip_prefix('"')?.strip_suffix('"')?;
    let mut text = String::with_capacity(inside.len());
    let mut rest = inside;
    while let Some((plain, escape)) = rest.split_once('\\') {
        text.push_str(plain);
        let mut characters = escape.chars();
        match characters.next()? {
            'u' => {
                let (digits, after) = escape.strip_prefix("u{")?.split_once('}')?;
                text.push(char::from_u32(u32::from_str_radix(digits, 16).ok()?)?);
                rest = after;
                continue;
            }
            't' => text.push('\t'),
            '0' => text.push('\0'),
            same @ ('"' | '\'' | '\\') => text.push(same),
            _ => return None,
        }
        rest = characters.as_str();
    }
    text.push_str(rest);
    Some(text)
}

/// What stands in brackets: words, signs, and lists in parentheses.
fn list(cursor: &mut Cursor, layout: &mut Layout, in_list: bool) {
    let mut after_word = false;
    while let Some(token) = cursor.next().cloned() {
        let is_word = matches!(token, TokenTree::Ident(_) | TokenTree::Literal(_));
        if is_word && after_word {
            layout.space();
        }
        match token {
            TokenTree::Group(group) => nested(group.delimiter(), group.stream(), layout),
            TokenTree::Punct(punct) if punct.as_char() == ',' && in_list => {
                layout.comma(cursor.is_at_end());
            }
            TokenTree::Punct(punct) if punct.as_char() == '=' => layout.word(" = "),
            TokenTree::Punct(punct) => layout.show(&punct),
            TokenTree::Ident(word) => layout.show(&word),
            TokenTree::Literal(word) => layout.show(&word),
        }
        after_word = is_word;
    }
}

fn nested(delimiter: Delimiter, stream: TokenStream, layout: &mut Layout) {
    let mut inner = Cursor::new(stream);
    let (open, close) = match delimiter {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::Brace => ("{", "}"),
        Delimiter::None => ("", ""),
    };
    layout.word(open);
    if delimiter == Delimiter::Parenthesis {
        let has_comma = inner.rest().last().and_then(sign) == Some(',');
        layout.all(IN);
        layout.joint();
        list(&mut inner, layout, true);
        if !has_comma {
            layout.joint();
        }
        layout.outwards();
        layout.end();
    } else {
        list(&mut inner, layout, true);
    }
    layout.word(close);
}
