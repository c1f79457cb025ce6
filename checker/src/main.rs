//! Turns arguments into an exit code and does nothing else.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::thread::Builder;
use workbook::{Streams, Terminals};

/// As much as most systems give to the first thread.
const STACK: usize = 8 << 20;

fn main() -> ExitCode {
    // The first thread's stack is as large as `ulimit -s` says.
    let started = Builder::new().stack_size(STACK).spawn(work);
    match started.map(std::thread::JoinHandle::join) {
        Ok(Ok(code)) => code,
        // A panic was caught, so this was none of ours.
        Ok(Err(_)) => ExitCode::from(workbook::exit::INTERNAL),
        // Without a thread to spare, it is said what is missing.
        Err(_) => work(),
    }
}

fn work() -> ExitCode {
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
