//! From the attribute to the module: find, compile, expand; on a mistake, one error at the value.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use oauth_codegen::{expand_docs, expand_items, find};
use oauth_spec::{Names, Report};
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
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
    let mut names = Names::default();
    match fill(arguments, &module, &folder, &mut tracked, &mut names) {
        Ok((docs, items)) => {
            let Module { attributes, head, body } = module;
            quote!(#attributes #docs #head { #body #tracked #items })
        }
        Err(wrong) => {
            let stand_ins = stand_ins(&wrong, &names, &module.body);
            let Module { attributes, head, body } = module;
            quote!(#attributes #head { #body #tracked #stand_ins })
        }
    }
}

/// The error, as the element of an array with an error in its length, which every other name stands for: types,
/// constants and what is in the modules inside. The compiler takes such a type for anything, also for a struct with
/// any fields, so that code which uses the module adds no errors of its own.
fn stand_ins(wrong: &Wrong, names: &Names, body: &TokenStream) -> TokenStream {
    let error = compile_error(wrong);
    let mut own: BTreeSet<&str> = Names::GENERATED.iter().copied().chain(["SPEC"]).collect();
    own.extend(Some(names.provider()).filter(|name| !name.is_empty()));
    let mut inner: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (module, name) in names.items() {
        module.map_or(&mut own, |module| inner.entry(module).or_default()).insert(name);
    }
    let is_free = |name: &str| module::clash(body, &[name.to_owned()]).is_none();
    own.retain(|name| is_free(name));
    inner.retain(|module, _| is_free(module));
    let own = own.into_iter().map(|name| stand_in(name, name == "SPEC", &quote!(__Mistake)));
    let inner = inner.into_iter().map(|(module, names)| {
        let (ident, mistake) = (Ident::new(module, Span::call_site()), quote!(super::__Mistake));
        let items = names.into_iter().map(|name| stand_in(name, module == "webhooks", &mistake));
        quote!(#[doc(hidden)] pub mod #ident { #(#items)* })
    });
    quote! {
        #[doc(hidden)]
        pub type __Mistake = <[(); #error] as ::core::iter::Iterator>::Item;
        #(#own)*
        #(#inner)*
    }
}

/// A constant or a type.
fn stand_in(name: &str, is_constant: bool, mistake: &TokenStream) -> TokenStream {
    let name = Ident::new(name, Span::call_site());
    if is_constant {
        quote!(#[doc(hidden)] pub const #name: #mistake = loop {};)
    } else {
        quote!(#[doc(hidden)] pub type #name = #mistake;)
    }
}

/// The documentation and the items of the module. `tracked` is filled as soon as a file is known, so
/// that Cargo watches it also when it is wrong; `names` if it is.
fn fill(
    arguments: TokenStream,
    module: &Module,
    folder: &Path,
    tracked: &mut TokenStream,
    names: &mut Names,
) -> Result<(TokenStream, TokenStream), Wrong> {
    let arguments = attribute::parse(arguments)?;
    let wrong = |message: String| Wrong(arguments.span, message);
    let found = find(folder, &arguments.value).map_err(wrong)?;
    let mut read: Vec<PathBuf> = found.path.iter().cloned().collect();
    let compiled = found.compile(&mut read);
    let paths = read.iter().filter_map(|path| path.to_str());
    *tracked = quote!(#(const _: &[u8] = ::core::include_bytes!(#paths);)*);
    let provider = compiled.map_err(|report| {
        names.clone_from(report.names());
        wrong(shown(&report))
    })?;
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
