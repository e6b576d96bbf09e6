//! The layout of generated text, held against that of a formatter that knows all of Rust.

use oauth_codegen::{CATALOGUE, Options, catalogue, expand, format};
use oauth_spec::{Provider, SourceFile};
use proc_macro2::TokenStream;

/// The text of a module as prettyplease has it, its inside laid out as if it were not in one.
fn reference(tokens: TokenStream) -> String {
    let mut file: syn::File = syn::parse2(tokens).expect("Rust");
    let [syn::Item::Mod(syn::ItemMod { content: Some((_, items)), .. })] =
        file.items.as_mut_slice()
    else {
        panic!("a module");
    };
    let inner = std::mem::take(items);
    let outer = prettyplease::unparse(&file);
    file.items = inner;
    let mut text = outer.trim_end().trim_end_matches('}').to_owned();
    text.push('\n');
    for line in prettyplease::unparse(&file).lines() {
        let margin = if line.is_empty() { "" } else { "    " };
        text.push_str(margin);
        text.push_str(line);
        text.push('\n');
    }
    text + "}\n"
}

/// The same text, and the same tokens in it.
fn compare(provider: &Provider, options: &Options) {
    let tokens = || expand(provider, options);
    let text = format(tokens(), "any.toml");
    let (_, text) = text.split_once("\n\n").expect("a header");
    let reference = reference(tokens());
    for (line, (expected, found)) in reference.lines().zip(text.lines()).enumerate() {
        assert_eq!(found, expected, "line {} of {}", line + 1, provider.spec.name);
    }
    assert_eq!(text.len(), reference.len(), "{}", provider.spec.name);
}

#[test]
fn the_catalogue_is_laid_out_as_a_formatter_would() {
    let plain = Options::default();
    let options = plain.clone().runtime_path("self::oauth").unwrap();
    let options = options.derive("::core::cmp::PartialEq").unwrap();
    let options =
        options.derive("a_path_that_is::much_longer_than::any::of::ours::Serialize").unwrap();
    for file in CATALOGUE {
        let provider = catalogue(file.name).unwrap().compile(&mut Vec::new()).unwrap();
        compare(&provider, &plain);
        compare(&provider, &options);
    }
}

#[test]
fn so_is_every_part_of_the_model() {
    let source = SourceFile::new("acme.toml", include_str!("../everything/acme.toml"));
    let provider = oauth_spec::compile(&source).unwrap_or_else(|report| panic!("\n{report}"));
    compare(&provider, &Options::default());
    compare(&provider, &Options::default().runtime_path("crate::runtime").unwrap());
}
