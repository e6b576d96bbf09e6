//! `cargo oauth`: check, expand and try OAuth provider declarations.

mod arguments;
mod check;
mod demo;
mod draft;
mod emulate;
mod expand;
mod explain;
mod import;
mod load;
mod new;
mod schema;
mod style;

use std::process::ExitCode;

use arguments::{Cargo, Command};
use clap::Parser as _;

fn main() -> ExitCode {
    let Cargo::Oauth(arguments) = Cargo::parse();
    let result = match arguments.command {
        Command::Check(given) => {
            return match check::run(&given) {
                check::Outcome::Right => ExitCode::SUCCESS,
                check::Outcome::Wrong => ExitCode::FAILURE,
                check::Outcome::Failed => ExitCode::from(2),
            };
        }
        Command::Explain { provider, format, flow, svg } => {
            explain::run(&provider, format, flow.as_deref(), svg.as_deref())
        }
        Command::Expand { provider } => expand::run(&provider),
        Command::New(given) => new::run(&given),
        Command::Import { document, name } => import::run(&document, name.as_deref()),
        Command::Schema { format } => schema::run(format),
        Command::Demo { providers } => demo::run(&providers),
        Command::Emulate(given) => emulate::run(&given),
    };
    if result { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
