//! A checker that starts a hidden test which hangs, and then hangs itself: for
//! the test that kills it.

use report::Control;
use std::io::{self, Read, Write};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::process::{Command, Stdio};

/// `checker PROGRAM TEST` writes the test's process id, once it has started.
fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let (Some(program), test) = (arguments.next(), arguments.next()) else {
        return Err(io::Error::other("checker PROGRAM TEST"));
    };
    let (mut ours, theirs) = UnixStream::pair()?;
    let mut child = Command::new(program)
        .stdin(Stdio::from(OwnedFd::from(theirs)))
        .spawn()?;
    let control = Control {
        token: "t0ken".into(),
        seed: 7,
        seal: None,
        test,
    };
    writeln!(ours, "{}", control.to_line())?;
    // Its first word says that it has started.
    ours.read_exact(&mut [0])?;
    writeln!(io::stdout(), "{}", child.id())?;
    io::stdout().flush()?;
    child.wait().map(drop)
}
