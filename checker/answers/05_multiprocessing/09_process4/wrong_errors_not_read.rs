// refused: hangs — the standard error is a pipe that nobody reads

use std::io::{self, Read};
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Output, Stdio};

/// How the work ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Ended {
    /// With exit code 0, and this was written to standard output.
    Well(String),
    /// With this exit code, which is not 0.
    Failed(i32),
    /// By this signal.
    Crashed { signal: i32 },
}
fn ended(o: Output) -> io::Result<Ended> {
    Ok(match (o.status.code(), o.status.signal()) {
        (Some(0), _) => Ended::Well(
            String::from_utf8(o.stdout)
                .map_err(|e| io::Error::new(io::ErrorKind::InvalidData, e))?,
        ),
        (Some(c), _) => Ended::Failed(c),
        (None, s) => Ended::Crashed {
            signal: s.unwrap_or(0),
        },
    })
}

pub fn supervise(mut command: Command) -> io::Result<Ended> {
    let mut go = || {
        let mut c = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let mut stdout = Vec::new();
        c.stdout.take().unwrap().read_to_end(&mut stdout)?;
        let status = c.wait()?;
        ended(Output {
            status,
            stdout,
            stderr: vec![],
        })
    };
    match go()? {
        Ended::Crashed { .. } => go(),
        other => Ok(other),
    }
}

fn main() {}
