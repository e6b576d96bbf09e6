//! From the attribute to the module: find, compile, expand; on a mistake, one error at the value.

use std::path::{Path, PathBuf};

use oauth_codegen::{expand_docs, expand_items, find};
use oauth_spec::{Names, Report};
use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};

use crate::attribute::{self, Wrong};
use crate::module::{self, Module};

#[cfg(test)]
mod tests;

/// The module, filled; or as it was, with an error.
pub(crate) fn deliver(arguments: TokenStream, item: &TokenStream) -> TokenStream {
    let module = match module::parse(item) {
        Ok(module) => module,
        Err(wrong) => {
            let error = compile_error(&wrong);
            return quote!(#item #error;);
        }
    };
    // The folder of the crate that calls; Cargo sets it for every crate it compiles.
    let folder = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).unwrap_or_default();
    let mut tracked = TokenStream::new();
    match fill(arguments, &module, &folder, &mut tracked) {
        Ok((docs, items)) => {
            let Module { attributes, head, body } = module;
            quote!(#attributes #docs #head { #body #tracked #items })
        }
        Err(wrong) => {
            let stand_ins = stand_ins(&wrong, &module.body);
            let Module { attributes, head, body } = module;
            quote!(#attributes #head { #body #tracked #stand_ins })
        }
    }
}

/// The error, as the length of an array that every other name stands for. The compiler takes a type with
/// an error in it for anything, so that code which uses the module adds no errors of its own.
fn stand_ins(wrong: &Wrong, body: &TokenStream) -> TokenStream {
    let error = compile_error(wrong);
    let names: Vec<proc_macro2::Ident> = Names::GENERATED
        .iter()
        .filter(|name| module::clash(body, &[(**name).to_owned()]).is_none())
        .map(|name| proc_macro2::Ident::new(name, Span::call_site()))
        .collect();
    quote! {
        #[doc(hidden)]
        pub type __Mistake = [(); #error];
        #(#[doc(hidden)] pub type #names = __Mistake;)*
    }
}

/// The documentation and the items of the module. `tracked` is filled as soon as a file is known, so
/// that Cargo watches it also when it is wrong.
fn fill(
    arguments: TokenStream,
    module: &Module,
    folder: &Path,
    tracked: &mut TokenStream,
) -> Result<(TokenStream, TokenStream), Wrong> {
    let arguments = attribute::parse(arguments)?;
    let wrong = |message: String| Wrong(arguments.span, message);
    let found = find(folder, &arguments.value).map_err(wrong)?;
    let mut read: Vec<PathBuf> = found.path.iter().cloned().collect();
    let compiled = found.compile(&mut read);
    let paths = read.iter().filter_map(|path| path.to_str());
    *tracked = quote!(#(const _: &[u8] = ::core::include_bytes!(#paths);)*);
    let provider = compiled.map_err(|report| wrong(shown(&report)))?;
    let items = expand_items(&provider, &arguments.options);
    if let Some(item) = module::clash(&module.body, &names_of(&items)) {
        let message = format!(
            "`{item}` is also the name of an item that is generated from `{}`; give yours another name, \
             or move it out of the module",
            found.source.as_ref().map_or(&arguments.value, |source| &source.name)
        );
        return Err(Wrong(item.span(), message));
    }
    // After the user's own documentation comes another paragraph.
    let gap = module.is_documented().then(|| quote!(#[doc = ""]));
    let docs = expand_docs(&provider);
    Ok((quote!(#gap #docs), items))
}

/// A report without its first `error:`, which the compiler puts there itself.
fn shown(report: &Report) -> String {
    let text = report.to_string();
    text.strip_prefix("error: ").unwrap_or(&text).trim_end().to_owned()
}

/// The names of the items in generated tokens.
fn names_of(items: &TokenStream) -> Vec<String> {
    let mut names = Vec::new();
    let mut tokens = items.clone().into_iter().peekable();
    while let Some(token) = tokens.next() {
        let TokenTree::Ident(word) = token else { continue };
        let is_item = word == "struct"
            || word == "enum"
            || word == "type"
            || word == "const"
            || word == "mod";
        if let (true, Some(TokenTree::Ident(name))) = (is_item, tokens.peek()) {
            // `const _` has no name.
            if name != "_" {
                names.push(name.to_string());
            }
        }
    }
    names
}

fn compile_error(Wrong(span, message): &Wrong) -> TokenStream {
    let span: Span = *span;
    quote_spanned!(span=> ::core::compile_error!(#message))
}
