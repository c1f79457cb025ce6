//! Processes that do nothing but keep cores busy.
//!
//! They are this program again, so that nothing else need be installed. They
//! end with whoever started them, however that is: by being dropped, by the
//! kernel when we are killed, and by looking, where the kernel does not do it.

use crate::process::{Cancel, Limits, Running, own_program, start};
use anyhow::Context;
use std::process::{Command, Stdio};
use std::time::Duration;

/// Busy processes, as long as this lives.
pub struct Busy {
    _processes: Vec<Running>,
}

impl Busy {
    /// Start `count` of them. They are bound to the thread that calls this: it
    /// has to live as long as they do.
    ///
    /// # Errors
    ///
    /// When one cannot be started.
    pub fn start(count: usize, cancel: &Cancel) -> anyhow::Result<Self> {
        let limits = Limits {
            // Nobody waits for them.
            deadline: Duration::MAX,
            kept: 0,
            flood: 0,
        };
        let processes = (0..count).map(|_| start(command()?, limits, cancel));
        let processes: anyhow::Result<Vec<_>> = processes.collect();
        Ok(Self {
            _processes: processes.context("failed to start a busy process")?,
        })
    }
}

/// `workbook busy`.
fn command() -> anyhow::Result<Command> {
    let mut command = Command::new(own_program()?);
    command.arg("busy").stdin(Stdio::null());
    Ok(command)
}

/// What such a process does, until whoever started it is gone.
pub(in crate::command) fn keep_busy() {
    const BETWEEN_LOOKS: u32 = 1 << 20;
    let parent = rustix::process::getppid();
    while rustix::process::getppid() == parent {
        for _ in 0..BETWEEN_LOOKS {
            std::hint::spin_loop();
        }
    }
}
