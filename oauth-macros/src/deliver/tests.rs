//! What the macro gives, outside of a compiler: the same as a build script, or one error.

use std::fs;
use std::path::Path;

use oauth_codegen::{CATALOGUE, Options};

use super::*;

const ACME: &str = "schema = 1\n[provider]\nname = \"acme\"\n[endpoints]\n\
                    token = \"https://acme.example/token\"\n[grants.client_credentials]\n";

/// What becomes of a module with that value in its attribute.
fn filled(value: &str, module: &str) -> String {
    deliver(quote!(#value), &module.parse().unwrap()).to_string()
}

/// The same laid out, without the lines that make Cargo watch the TOML files.
fn formatted(value: &str, module: &str) -> String {
    let tokens = deliver(quote!(#value), &module.parse().unwrap());
    let mut text = prettyplease::unparse(&syn::parse2(tokens).unwrap());
    while let Some((before, after)) =
        text.split_once("    const _: &[u8] = ::core::include_bytes!(")
    {
        text = format!("{before}{}", after.split_once(";\n").unwrap().1);
    }
    text
}

/// What a build script writes, laid out in the same way, without what it allows: in a macro, lints of the caller do not look.
fn built(name: &str) -> String {
    let provider = oauth_codegen::catalogue(name).unwrap().compile(&mut Vec::new()).unwrap();
    let text = oauth_codegen::text(&provider, &Options::default(), "any.toml");
    let text: String =
        text.split_inclusive('\n').filter(|line| !line.starts_with("#[allow(")).collect();
    prettyplease::unparse(&syn::parse_file(&text).unwrap())
}

fn count(text: &str, part: &str) -> usize {
    text.matches(part).count()
}

#[test]
fn both_doors_give_the_same() {
    for file in CATALOGUE {
        let expected = built(file.name);
        let (_, module) = expected.split_once("\npub mod ").unwrap();
        let module = format!("pub mod {} {{}}", module.split_whitespace().next().unwrap());
        assert_eq!(formatted(file.name, &module), expected, "{} by its name", file.name);
        let path = format!("../providers/{}.toml", file.name);
        assert_eq!(formatted(&path, &module), expected, "{} by its path", file.name);
    }
}

#[test]
fn what_stands_on_and_in_the_module_is_kept() {
    let module = "/// Own.\n#[cfg(all())] pub(crate) mod podio {\n\
                  #![allow(dead_code)]\n use super::*; fn own() {} const _: () = ();\n}";
    let text = formatted("podio", module);
    let (before, inside) = text.split_once("pub(crate) mod podio {").unwrap();
    assert!(before.contains("/// Own.\n#[cfg(all())]\n///\n/// Podio.\n"), "{before}");
    let own =
        "\n    #![allow(dead_code)]\n    use super::*;\n    fn own() {}\n    const _: () = ();\n";
    assert!(inside.starts_with(own), "{inside}");
    assert!(inside.contains("pub enum Podio {}"), "{inside}");
    // A module with another visibility, with none, and with one that another macro was given.
    assert!(formatted("podio", "mod podio {}").contains("\nmod podio {"));
    assert!(formatted("podio", "pub(in crate::a) mod b {}").contains("\npub(in crate::a) mod b {"));
    let visibility = proc_macro2::Group::new(proc_macro2::Delimiter::None, quote!(pub));
    let filled = deliver(quote!("podio"), &quote!(#[cfg(all())] #visibility mod podio {}));
    assert!(filled.to_string().contains("pub mod podio {"), "{filled}");
}

#[test]
fn a_file_is_watched_also_when_it_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("acme.toml");
    let value = path.to_str().unwrap();
    let tracking = quote!(::core::include_bytes!(#value)).to_string();
    for (text, errors) in [
        (ACME.to_owned(), 0),
        (ACME.replace("token =", "tokn ="), 1),
        ("schema = 1\n[provider\n".to_owned(), 1),
        (String::new(), 1),
    ] {
        fs::write(&path, &text).unwrap();
        let filled = filled(value, "mod acme {}");
        assert_eq!(count(&filled, &tracking), 1, "{text}");
        assert_eq!(count(&filled, "compile_error"), errors, "{text}");
    }
}

#[test]
fn a_base_is_watched_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.toml");
    fs::write(&path, "schema = 1\nextends = \"acme\"\n[provider]\nname = \"mine\"\n").unwrap();
    for (base, errors) in [(ACME, 0), ("schema = 1\n[provider\n", 1)] {
        fs::write(folder.path().join("acme.toml"), base).unwrap();
        let filled = filled(path.to_str().unwrap(), "mod mine {}");
        assert_eq!(count(&filled, "include_bytes"), 2, "{filled}");
        assert_eq!(count(&filled, "compile_error"), errors, "{filled}");
    }
}

#[test]
fn what_is_not_there_cannot_be_watched() {
    let folder = tempfile::tempdir().unwrap();
    let absent = folder.path().join("absent.toml");
    for value in ["podio", "podoi", absent.to_str().unwrap()] {
        assert!(!filled(value, "mod acme {}").contains("include_bytes"), "{value}");
    }
}

#[test]
fn a_mistake_is_one_error_and_nothing_else_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("acme.toml");
    fs::write(&path, "schema = 2\n").unwrap();
    let filled = filled(path.to_str().unwrap(), "mod acme { fn own() {} struct Token; }");
    assert_eq!(count(&filled, "compile_error"), 1, "{filled}");
    assert!(filled.contains("fn own () { }"), "{filled}");
    for name in Names::GENERATED.iter().filter(|name| **name != "Token") {
        assert_eq!(count(&filled, &format!("pub type {name} =")), 1, "{name}");
    }
    assert_eq!(count(&filled, "type Token ="), 0, "{filled}");
}

#[test]
fn what_a_wrong_file_names_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("acme.toml");
    let text = format!(
        "{ACME}tokn = 1\n[grants.app]\ntokn = 1\n[webhooks.orders]\ntokn = 1\n[webhooks.v]\n[calls.me]\n\
         [calls.me.fields.kind]\nenum = [\"x\"]\n[consents.login]\n[scopes.sets.user.list]\nread = {{}}\n\
         [token.fields]\nkind = {{ enum = [\"x\", \"y\"] }}\n\":type\" = {{}}\n"
    );
    fs::write(&path, text).unwrap();
    let filled = filled(path.to_str().unwrap(), "mod acme { struct Kind; mod consents {} }");
    assert_eq!(count(&filled, "compile_error"), 1, "{filled}");
    for item in [
        "pub const SPEC : __Mistake",
        "pub type Acme = __Mistake",
        "pub type App = __Mistake",
        "pub type UserScope = __Mistake",
        "pub const ORDERS : super :: __Mistake",
        "pub const V : super :: __Mistake",
        "pub type Me = super :: __Mistake",
        "pub type MeKind = super :: __Mistake",
    ] {
        assert_eq!(count(&filled, item), 1, "{item}: {filled}");
    }
    for other in ["type Kind", "pub mod consents", "Read", "Login", "r#type"] {
        assert_eq!(count(&filled, other), 0, "{other}: {filled}");
    }
}

/// The types and constants of a module and of the modules inside.
fn items_of(items: Vec<syn::Item>, module: Option<&str>) -> Vec<(Option<String>, String)> {
    let mut names = Vec::new();
    for item in items {
        let name = match item {
            syn::Item::Struct(it) => it.ident,
            syn::Item::Enum(it) => it.ident,
            syn::Item::Type(it) => it.ident,
            syn::Item::Const(it) => it.ident,
            syn::Item::Mod(it) => {
                names.extend(items_of(it.content.unwrap().1, Some(&it.ident.to_string())));
                continue;
            }
            _ => continue,
        };
        names.push((module.map(str::to_owned), name.to_string()));
    }
    names
}

#[test]
fn stand_ins_are_there_for_all_that_is_generated() {
    for file in CATALOGUE {
        let found = oauth_codegen::catalogue(file.name).unwrap();
        let provider = found.compile(&mut Vec::new()).unwrap();
        let parsed = |items| items_of(syn::parse2::<syn::File>(items).unwrap().items, None);
        let made = parsed(expand_items(&provider, &Options::default()));
        let wrong = Wrong(Span::call_site(), String::new());
        let standing = parsed(stand_ins(&wrong, &provider.names, &TokenStream::new()));
        for item in made.iter().filter(|(_, name)| name != "_") {
            assert!(standing.contains(item), "{}: {item:?}", file.name);
        }
    }
}

#[test]
fn an_item_of_a_generated_name_is_refused() {
    for (item, is_free) in [
        ("struct Scope;", false),
        ("type App = ();", false),
        ("enum Podio {}", false),
        ("const SPEC: () = ();", false),
        ("struct Environment;", true),
        ("const _: () = ();", true),
        ("impl super::A { const SPEC: () = (); }", true),
    ] {
        let filled = filled("podio", &format!("mod podio {{ {item} }}"));
        assert_eq!(count(&filled, "compile_error"), usize::from(!is_free), "{item}");
    }
}

#[test]
fn messages_name_files_as_the_caller_wrote_them() {
    let folder = tempfile::tempdir_in(env!("CARGO_MANIFEST_DIR")).unwrap();
    let name = folder.path().file_name().unwrap().to_str().unwrap();
    fs::write(folder.path().join("acme.toml"), "schema = 1\n").unwrap();
    let path = Path::new(name).join("acme.toml");
    let filled = filled(path.to_str().unwrap(), "mod acme {}");
    let (_, message) = filled.split_once("compile_error").unwrap();
    assert!(message.contains(&format!("--> {name}/acme.toml")), "{message}");
    assert!(!message.contains(env!("CARGO_MANIFEST_DIR")), "{message}");
}
