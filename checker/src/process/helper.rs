//! A child of this same program that does a part of our work, with children of
//! its own.

use super::descendants::{end_with_us, sweep};
use super::registry::{Registered, Role};
use super::urgency::stand_back;
use anyhow::Context;
use rustix::process::{Pid, Signal, kill_process};
use std::io;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus};
use std::thread;
use std::time::{Duration, Instant};

/// This program, also where its file has been replaced since it was started.
///
/// # Errors
///
/// Where nobody knows where it is.
pub fn own_program() -> anyhow::Result<PathBuf> {
    if cfg!(target_os = "linux") {
        return Ok(PathBuf::from("/proc/self/exe"));
    }
    std::env::current_exe().context("failed to find out where this program is")
}

/// A program that ends by itself, and is not swept while this lives.
pub struct Tool(#[expect(dead_code, reason = "what counts is that it lives")] Registered);

/// Start `command` in our own group: what a terminal tells us, it tells it too. It
/// does not outlive the thread that calls this.
///
/// # Errors
///
/// Where it cannot be started.
pub fn start_tool(command: &mut Command) -> io::Result<(Child, Tool)> {
    tool(command, Role::Tool)
}

/// The same with what it starts in a group of its own: [`stop_with_children`] stops
/// them, and [`end_groups`] ends them.
///
/// # Errors
///
/// Where it cannot be started.
///
/// [`stop_with_children`]: super::stop_with_children
/// [`end_groups`]: super::end_groups
pub fn start_tool_behind(command: &mut Command) -> io::Result<(Child, Tool)> {
    command.process_group(0);
    stand_back(command);
    tool(command, Role::Group)
}

fn tool(command: &mut Command, role: Role) -> io::Result<(Child, Tool)> {
    end_with_us(command);
    let (child, registered) = Registered::spawn(command, role)?;
    Ok((child, Tool(registered)))
}

/// It ends when this does. What it leaves behind is swept then.
pub struct Helper {
    child: Child,
    _registered: Registered,
}

impl Helper {
    /// Start it, in a group of its own. It does not outlive the thread that calls
    /// this.
    ///
    /// # Errors
    ///
    /// Where it cannot be started.
    pub fn start(mut command: Command) -> anyhow::Result<Self> {
        command.process_group(0);
        end_with_us(&mut command);
        let (child, registered) = Registered::spawn(&mut command, Role::Helper)
            .with_context(|| format!("failed to start `{}`", command.get_program().display()))?;
        Ok(Self {
            child,
            _registered: registered,
        })
    }

    /// How it ended, if it does so within `patience`.
    pub fn ended_within(&mut self, patience: Duration) -> Option<ExitStatus> {
        let until = Instant::now() + patience;
        loop {
            // What cannot be waited for is as good as gone.
            match self.child.try_wait() {
                Ok(Some(status)) => return Some(status),
                Ok(None) if Instant::now() < until => thread::sleep(Duration::from_millis(1)),
                Ok(None) | Err(_) => return None,
            }
        }
    }
}

impl Drop for Helper {
    fn drop(&mut self) {
        if !matches!(self.child.try_wait(), Ok(Some(_))) {
            // It may be stopped: nothing but this signal ends it then.
            let _ = kill_process(Pid::from_child(&self.child), Signal::KILL);
            let _ = self.child.wait();
        }
        sweep();
    }
}
