//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// What Cargo passes on: `cargo oauth …` runs `cargo-oauth oauth …`.
#[derive(Debug, Parser)]
#[command(name = "cargo", bin_name = "cargo")]
pub(crate) enum Cargo {
    /// Check, expand and try OAuth provider declarations.
    #[command(version, arg_required_else_help = true)]
    Oauth(Arguments),
}

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Say everything that is wrong with TOML files; fails if anything is.
    Check {
        /// Files, or folders of `.toml` files.
        #[arg(default_value = "providers")]
        paths: Vec<PathBuf>,
    },
    /// Print the Rust module that is generated for a provider.
    Expand {
        /// A name (`providers/NAME.toml` here, then the built-in catalogue), or a path that ends in `.toml`.
        #[arg(value_name = "NAME|PATH")]
        provider: String,
    },
    /// Write a provider file: the few things that matter are asked for, or given.
    New(New),
    /// Print a provider file made of metadata (RFC 8414, OpenID Connect Discovery, RFC 9728).
    Import {
        /// A JSON file, the address of one, an issuer, or a resource.
        #[arg(value_name = "FILE|URL")]
        document: String,
        /// What the provider is called; its host otherwise.
        #[arg(long)]
        name: Option<String>,
    },
    /// Print the language as JSON Schema, for editors, or as a page to look things up in.
    Schema {
        /// How it is written.
        #[arg(long, value_enum, default_value_t = SchemaFormat::Json)]
        format: SchemaFormat,
    },
    /// Run every flow of providers against an emulator on loopback, and narrate it.
    Demo {
        /// Names or paths, as for `expand`; without any, three examples of the built-in catalogue.
        #[arg(value_name = "NAME|PATH")]
        providers: Vec<String>,
    },
}

/// What `new` can be told beforehand.
#[derive(Debug, Args)]
pub(crate) struct New {
    /// What the provider is called.
    pub(crate) name: String,
    /// The authorization endpoint.
    #[arg(long, value_name = "URL")]
    pub(crate) authorization: Option<String>,
    /// The token endpoint.
    #[arg(long, value_name = "URL")]
    pub(crate) token: Option<String>,
    /// The base of the API.
    #[arg(long, value_name = "URL")]
    pub(crate) api: Option<String>,
    /// The grants, separated by commas.
    #[arg(long, value_name = "GRANTS")]
    pub(crate) grants: Option<String>,
    /// How the client authenticates, preferred first, separated by commas.
    #[arg(long, value_name = "METHODS")]
    pub(crate) authentication: Option<String>,
    /// What stands between two scopes.
    #[arg(long, value_name = "TEXT")]
    pub(crate) scope_separator: Option<String>,
    /// The scopes, separated by commas.
    #[arg(long, value_name = "SCOPES")]
    pub(crate) scopes: Option<String>,
    /// The address of the documentation.
    #[arg(long, value_name = "URL")]
    pub(crate) docs: Option<String>,
    /// Ask nothing, take what is given and defaults.
    #[arg(long)]
    pub(crate) no_input: bool,
    /// The file to write; `providers/NAME.toml` otherwise.
    #[arg(long, value_name = "PATH")]
    pub(crate) to: Option<PathBuf>,
}

/// How the language is printed.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum SchemaFormat {
    /// JSON Schema, draft 07.
    Json,
    /// A reference in Markdown.
    Markdown,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_sound() {
        super::Cargo::command().debug_assert();
    }
}
