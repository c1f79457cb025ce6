// refused: wrong-result — what is at the end is made tidy

use std::io;
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
fn once(c: &mut Command) -> io::Result<Ended> {
    ended(c.stdin(Stdio::null()).output()?)
}

pub fn supervise(mut command: Command) -> io::Result<Ended> {
    let r = match once(&mut command)? {
        Ended::Crashed { .. } => once(&mut command)?,
        other => other,
    };
    Ok(match r {
        Ended::Well(t) => Ended::Well(format!("{}\n", t.trim_end())),
        o => o,
    })
}

fn main() {}
