//! `#[oauth_provider("podio")]`: a typed OAuth client module from a TOML file.
//!
//! This is a door: it finds the file, calls `oauth-codegen`, and turns diagnostics into compile errors.
//! Applications use it through `oauth_runtime::oauth_provider`.

mod attribute;
mod deliver;
mod module;

use proc_macro::TokenStream;

/// Fills a module with a typed client of a provider.
///
/// ```ignore
/// use oauth_runtime::oauth_provider;
///
/// #[oauth_provider("podio")]
/// pub mod podio {}
/// ```
///
/// The value is a name or a path. A name means `providers/NAME.toml` in the calling crate, then the
/// built-in catalogue; a value that ends in `.toml` is a path in the calling crate. The module keeps
/// its visibility, attributes, documentation and items; an item of a generated name is an error.
///
/// Options, after the value: `runtime = path::to::oauth_runtime` where the application re-exports the
/// runtime, and `derive(path, …)` for derives that every generated data type gets.
///
/// Cargo builds again when the file, or one that it extends, changes. Mistakes in it are shown at the value,
/// with the file's own lines, all at once. A file that is *new*, and is to be taken instead of one of the catalogue
/// (or as the base of another), is seen when the crate is compiled the next time for another reason: a macro cannot
/// watch for what is not there. A build script can.
#[proc_macro_attribute]
pub fn oauth_provider(arguments: TokenStream, item: TokenStream) -> TokenStream {
    deliver::deliver(arguments.into(), &item.into()).into()
}
