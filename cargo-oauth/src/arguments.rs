//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

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
    /// Run every flow of a provider against an emulator on loopback, and narrate it.
    Demo {
        /// A name or a path, as for `expand`; without it every provider of the built-in catalogue.
        #[arg(value_name = "NAME|PATH")]
        provider: Option<String>,
    },
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_sound() {
        super::Cargo::command().debug_assert();
    }
}
