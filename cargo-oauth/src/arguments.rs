//! The command line.

use std::net::SocketAddr;
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
    /// Say everything that is wrong with TOML files, and what is doubtful about them.
    Check(Check),
    /// Print the Rust module that is generated for a provider.
    Expand {
        /// A name (`providers/NAME.toml` here, then the built-in catalogue), or a path that ends in `.toml`.
        #[arg(value_name = "NAME|PATH")]
        provider: String,
    },
    /// Say in words and as a diagram what a client of a provider sends, and where each value comes from.
    Explain {
        /// A name or a path, as for `expand`.
        #[arg(value_name = "NAME|PATH")]
        provider: String,
        /// How it is written; a diagram is that of one flow.
        #[arg(long, value_enum, default_value_t = ExplainFormat::Markdown)]
        format: ExplainFormat,
        /// The flow, by the name of its grant in TOML; all of them in words, the first as a diagram.
        #[arg(long, value_name = "GRANT")]
        flow: Option<String>,
        /// Write the diagram as SVG to this file too.
        #[arg(long, value_name = "FILE")]
        svg: Option<PathBuf>,
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
    /// Be a provider on loopback, until it is stopped: to try an application by hand.
    Emulate(Emulate),
}

/// Whom to play, and for whom.
#[derive(Debug, Args)]
pub(crate) struct Emulate {
    /// A name or a path, as for `expand`.
    #[arg(value_name = "NAME|PATH")]
    pub(crate) provider: String,
    /// The port to listen at, on 127.0.0.1; any free one otherwise.
    #[arg(long, default_value_t = 0, hide_default_value = true)]
    pub(crate) port: u16,
    /// Which of the provider's environments; the first otherwise.
    #[arg(long, value_name = "NAME")]
    pub(crate) environment: Option<String>,
    /// The value of a variable; invented otherwise. May be repeated, for another one.
    #[arg(long, value_name = "NAME=VALUE")]
    pub(crate) variable: Vec<String>,
    /// The client that is registered; `client` otherwise, or a number where ids are numbers.
    #[arg(long, value_name = "ID")]
    pub(crate) client_id: Option<String>,
    /// Its secret.
    #[arg(long, value_name = "SECRET", default_value = "secret")]
    pub(crate) client_secret: String,
    /// Where the browser may come back to. May be repeated.
    #[arg(long, value_name = "URI")]
    pub(crate) redirect_uri: Vec<String>,
    /// What the client's assertions are verified with (`private_key_jwt`): a file with a JWK or a JWK Set, or with
    /// its private key in PEM, of which the public half is taken. May be repeated.
    #[arg(long, value_name = "FILE")]
    pub(crate) client_key: Vec<PathBuf>,
    /// Take clients whose id is the https address of a document about them, and ask for `https://HOST/PATH` at
    /// `http://ADDRESS/HOST/PATH`; loopback only.
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) client_documents: Option<SocketAddr>,
}

/// What to check, and how to say it.
#[derive(Debug, Args)]
#[command(
    after_help = "It ends with 0 if all files are right, with 1 if one is wrong or a denied lint finds \
    something, and with 2 if it could not look (a file is not there, a lint is not known) or its output could \
    not be written."
)]
pub(crate) struct Check {
    /// Files, or folders of `.toml` files.
    #[arg(default_value = "providers")]
    pub(crate) paths: Vec<PathBuf>,
    /// How findings are written.
    #[arg(long, value_enum, default_value_t = CheckFormat::Human)]
    pub(crate) format: CheckFormat,
    /// Count what these lints find as mistakes; `warnings` for all.
    #[arg(short = 'D', long, value_name = "LINT")]
    pub(crate) deny: Vec<String>,
    /// Do not show what these lints find; `warnings` for all.
    #[arg(short = 'A', long, value_name = "LINT")]
    pub(crate) allow: Vec<String>,
    /// Change what needs no thinking: a file stays as right as it was.
    #[arg(long)]
    pub(crate) fix: bool,
}

/// How findings are written.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum CheckFormat {
    /// For people.
    Human,
    /// One JSON document.
    Json,
    /// SARIF 2.1.0, one log.
    Sarif,
}

/// How an explanation is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExplainFormat {
    /// Words and a diagram of every flow.
    Markdown,
    /// One flow as a sequence diagram.
    Mermaid,
    /// The same as a picture.
    Svg,
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
    /// The device authorization endpoint, with the grant `device_code`.
    #[arg(long, value_name = "URL")]
    pub(crate) device_authorization: Option<String>,
    /// The backchannel authentication endpoint, with the grant `ciba`.
    #[arg(long, value_name = "URL")]
    pub(crate) backchannel_authentication: Option<String>,
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
