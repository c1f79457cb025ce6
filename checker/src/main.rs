//! Turns arguments into an exit code and does nothing else.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use workbook::{Streams, Terminals};

fn main() -> ExitCode {
    let streams = Streams {
        out: &mut io::stdout(),
        err: &mut io::stderr(),
        terminals: Terminals {
            stdin: io::stdin().is_terminal(),
            stdout: io::stdout().is_terminal(),
            stderr: io::stderr().is_terminal(),
        },
    };
    let outcome = workbook::run(std::env::args_os().skip(1), streams);
    if let Err(error) = &outcome {
        // A closed stderr leaves us nobody to tell.
        let text = format!("error: {error:#}");
        let _ = writeln!(io::stderr(), "{}", workbook::reporter::no_commands(&text));
    }
    ExitCode::from(workbook::exit::code(&outcome))
}
