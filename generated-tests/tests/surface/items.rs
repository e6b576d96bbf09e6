//! The public items of a module, a line each; what an application cannot name is left out.

use syn::punctuated::Punctuated;
use syn::{
    Attribute, Fields, File, ImplItem, Item, ItemEnum, ItemImpl, ItemStruct, Path, Token,
    Visibility,
};

use crate::types::{full, short};

/// A line an item; those of inner modules by their paths.
pub(crate) fn lines(file: &File) -> String {
    let mut lines = Lines::default();
    for item in &file.items {
        lines.item("", item);
    }
    lines.text
}

#[derive(Default)]
struct Lines {
    text: String,
}

impl Lines {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn item(&mut self, inside: &str, item: &Item) {
        match item {
            Item::Const(it) if is_public(&it.vis) => {
                self.line(&format!("const {inside}{}: {}", it.ident, short(&it.ty)));
            }
            Item::Type(it) if is_public(&it.vis) => {
                self.line(&format!("type {inside}{} = {}", it.ident, full(&it.ty)));
            }
            Item::Struct(it) if is_public(&it.vis) => self.structure(inside, it),
            Item::Enum(it) if is_public(&it.vis) => self.enumeration(inside, it),
            Item::Impl(it) => self.implementation(inside, it),
            Item::Mod(it) if is_public(&it.vis) => {
                let inside = format!("{inside}{}::", it.ident);
                for item in it.content.iter().flat_map(|(_, items)| items) {
                    self.item(&inside, item);
                }
            }
            Item::Macro(it) => {
                let name = it.mac.path.segments.last().map(|it| it.ident.to_string());
                self.line(&format!("{}!({})", name.unwrap_or_default(), it.mac.tokens));
            }
            _ => {}
        }
    }

    fn structure(&mut self, inside: &str, item: &ItemStruct) {
        let name = format!("{inside}{}", item.ident);
        self.line(&format!("struct {name}{}", marks(&item.attrs)));
        for (number, field) in item.fields.iter().enumerate() {
            let field_name = field.ident.as_ref().map_or(number.to_string(), ToString::to_string);
            if is_public(&field.vis) {
                self.line(&format!("    {name}.{field_name}: {}", short(&field.ty)));
            }
        }
    }

    fn enumeration(&mut self, inside: &str, item: &ItemEnum) {
        let name = format!("{inside}{}", item.ident);
        self.line(&format!("enum {name}{}", marks(&item.attrs)));
        for variant in &item.variants {
            let held = match &variant.fields {
                Fields::Unit => String::new(),
                fields => short(fields),
            };
            self.line(&format!("    {name}::{}{held}", variant.ident));
        }
    }

    fn implementation(&mut self, inside: &str, item: &ItemImpl) {
        let of = format!("{inside}{}", short(&item.self_ty));
        if let Some((name, _)) = &item.trait_ {
            let parts: Vec<String> = item.items.iter().filter_map(part).collect();
            let parts = match parts.as_slice() {
                [] => String::new(),
                parts => format!(" ({})", parts.join(", ")),
            };
            self.line(&format!("impl {} for {of}{parts}", short(name)));
            return;
        }
        for item in &item.items {
            if let ImplItem::Fn(it) = item
                && is_public(&it.vis)
            {
                self.line(&format!("    {of}: {}", short(&it.sig)));
            }
        }
    }
}

/// What a trait is told of a type. Functions are those of the trait; fields stand with the type.
fn part(item: &ImplItem) -> Option<String> {
    match item {
        ImplItem::Type(it) => Some(format!("{} = {}", it.ident, short(&it.ty))),
        ImplItem::Const(it) if matches!(it.expr, syn::Expr::Lit(_)) => {
            Some(format!("{} = {}", it.ident, short(&it.expr)))
        }
        _ => None,
    }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// What is derived, and whether there may be more one day.
fn marks(attributes: &[Attribute]) -> String {
    let mut marks = Vec::new();
    for attribute in attributes {
        if attribute.path().is_ident("non_exhaustive") {
            marks.push("more may come".to_owned());
        } else if attribute.path().is_ident("derive") {
            let paths = attribute.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated);
            marks.extend(paths.unwrap().iter().map(short));
        }
    }
    if marks.is_empty() { String::new() } else { format!(": {}", marks.join(", ")) }
}
