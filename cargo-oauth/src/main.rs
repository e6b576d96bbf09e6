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
    let (code, lost) = match Cargo::try_parse() {
        Ok(Cargo::Oauth(arguments)) => run(arguments.command),
        // The help is asked for, too.
        Err(told) => {
            style::written(told.print());
            (u8::try_from(told.exit_code()).unwrap_or(2), 1)
        }
    };
    // A file that was cut off must not be taken for the whole.
    let Some(reason) = style::lost() else { return ExitCode::from(code) };
    style::mistake(format_args!("the output could not be written: {reason}"));
    ExitCode::from(code.max(lost))
}

/// What the command ends with, and what if its output is lost.
fn run(command: Command) -> (u8, u8) {
    let result = match command {
        Command::Check(given) => return (check::run(&given) as u8, check::Outcome::Failed as u8),
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
    (u8::from(!result), 1)
}
