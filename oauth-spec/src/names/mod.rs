//! What the parts of a provider are called in Rust.

pub(crate) mod case;

use std::collections::BTreeMap;

/// The Rust names of a provider's parts, by their path in the file.
///
/// | path | for | example |
/// |---|---|---|
/// | `scopes.list.<scope>`, combined ones too | a variant | `UserRead` |
/// | `scopes.sets.<name>` | a type | `UserScope` |
/// | `scopes.sets.<name>.list.<scope>` | a variant | `UsersRead` |
/// | `environments.<name>` | a variant | `Test` |
/// | `variants.<name>` | a variant | `V2` |
/// | `variables.<name>` | a struct's field | `host` |
/// | `variables.<name>:type`, if an enum | a type | `HmacEncoding` |
/// | `variables.<name>.values.<value>`, of a table its name | a variant | `Hex` |
/// | `grants.<name>`, if the provider's own and without `after` | a type | `App` |
/// | `grants.<name>.parameters.<name>` | a struct's field | `app_id` |
/// | `grants.<name>:parameters`, if a standard grant has some | a type | `AuthorizationCodeParameters` |
/// | `token.fields.<name>` | a struct's field | `r#ref` |
/// | `token.fields.<name>:type`, if an object or enum | a type | `Ref` |
/// | `token.fields.<name>.fields.<name>` | a struct's field | `kind` |
/// | `token.fields.<name>.fields.<name>:type` | a type | `RefKind` |
/// | `token.fields.<name>.enum.<value>` | a variant | `User` |
/// | `errors.fields.…`, `callback.fields.…` | as `token.fields.…` | |
/// | `id_token.claims.…`, `userinfo.fields.…` | as `token.fields.…`, types after `IdToken` and `Userinfo` | `UserinfoAddress` |
/// | `calls.<name>`, `consents.<name>` | a type in a module of that name | `Tenant` |
/// | `calls.<name>.fields.…`, `consents.<name>.fields.…` | as `token.fields.…`, types after that type | `TenantKind` |
/// | `authorization_details.<type>` and `.fields.…` | as `calls.<name>` | `PaymentInitiation` |
/// | `webhooks.<name>` | a constant in the module `webhooks` | `V1` |
///
/// Keys in a path stand as they are, without quotes. Every name is a valid identifier: a keyword is
/// raw (`r#type`), a name that began with a digit has an underscore (`_2fa`) or, as a type or variant,
/// an `N` (`N2fa`) before it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    pub(crate) provider: String,
    pub(crate) module: String,
    pub(crate) by_path: BTreeMap<String, String>,
}

impl Names {
    /// The names of types that a generated module may have whatever the file says, so that nothing in the
    /// file can have them.
    pub const GENERATED: &'static [&'static str] = &[
        "Client",
        "ClientBuilder",
        "Token",
        "Session",
        "Pending",
        "Authorized",
        "Scope",
        "Environment",
        "Variables",
        "Variant",
        "TokenFields",
        "CallbackFields",
        "ErrorFields",
        "IdTokenClaims",
        "UserinfoFields",
    ];

    /// The provider's name as a type: `Podio`.
    pub fn provider(&self) -> &str {
        &self.provider
    }

    /// The provider's name as a module: `podio`.
    pub fn module(&self) -> &str {
        &self.module
    }

    /// The Rust name of what stands at that path.
    ///
    /// # Panics
    ///
    /// If no Rust name belongs to the path: the caller has made it up.
    #[track_caller]
    pub fn get(&self, path: &str) -> &str {
        match self.find(path) {
            Some(name) => name,
            None => panic!("`{path}` has no Rust name"),
        }
    }

    /// The Rust name of what stands at that path, if it has one.
    pub fn find(&self, path: &str) -> Option<&str> {
        self.by_path.get(path).map(String::as_str)
    }

    /// The types, and the constants of webhooks, that the file adds to its module: each with the module
    /// inside of that one which it is in, if it is in one.
    pub fn items(&self) -> impl Iterator<Item = (Option<&str>, &str)> {
        self.iter().filter_map(|(path, name)| {
            let (table, rest) = path.split_once('.')?;
            // A field may end so, too: on the wire.
            let is_type = (rest.ends_with(":type") || rest.ends_with(":parameters"))
                && name.starts_with(|first: char| first.is_ascii_uppercase());
            let is_inner = matches!(table, "calls" | "consents" | "authorization_details");
            let is_item = match table {
                "webhooks" => true,
                "grants" => !rest.contains(".parameters."),
                "scopes" => rest.starts_with("sets.") && !rest.contains(".list."),
                _ => is_inner && !rest.contains(".fields."),
            };
            let module = (is_inner || table == "webhooks").then_some(table);
            (is_type || is_item).then_some((module, name))
        })
    }

    /// All of them, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.by_path.iter().map(|(path, name)| (path.as_str(), name.as_str()))
    }
}
