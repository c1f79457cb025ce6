//! The children that we started and have not reaped. Any other child of ours was
//! orphaned to us.

use rustix::process::{Pid, Signal, kill_process, kill_process_group};
use signal_hook::consts::SIGCONT;
use signal_hook::flag;
use std::collections::HashMap;
use std::process::{Child, Command};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

static OURS: LazyLock<Mutex<HashMap<i32, Role>>> = LazyLock::new(Mutex::default);
/// How often we were stopped together with our children.
static STOPS: AtomicUsize = AtomicUsize::new(0);

/// Set when we are continued; `None` where the system does not tell.
static CONTINUED: LazyLock<Option<Arc<AtomicBool>>> = LazyLock::new(|| {
    let continued = Arc::new(AtomicBool::new(false));
    let told = flag::register(SIGCONT, Arc::clone(&continued));
    told.is_ok().then_some(continued)
});

/// A signal that stops us is obeyed within this time, or never.
const STOPPING: Duration = Duration::from_millis(500);

/// What a child is to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// It leads a group that is stopped and ended with it.
    Group,
    /// It stops and ends its own children itself.
    Helper,
    /// It is of our own group, and ends by itself.
    Tool,
    /// It goes its own way.
    Apart,
}

pub(super) fn ours() -> MutexGuard<'static, HashMap<i32, Role>> {
    OURS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A child that we started: not to be swept while this lives.
pub(super) struct Registered(i32);

impl Registered {
    /// Start `command`. The lock is held meanwhile, so that no sweep sees the
    /// child before it is known as ours.
    pub(super) fn spawn(command: &mut Command, role: Role) -> std::io::Result<(Child, Self)> {
        let mut ours = ours();
        let child = command.spawn()?;
        let pid = Pid::from_child(&child).as_raw_nonzero().get();
        ours.insert(pid, role);
        Ok((child, Self(pid)))
    }
}

impl Drop for Registered {
    fn drop(&mut self) {
        ours().remove(&self.0);
    }
}

/// Stop all our children, do `stop`, which stops us, and let them go on when we
/// do. None is started meanwhile.
pub fn stop_with_children<T>(stop: impl FnOnce() -> T) -> T {
    let ours = ours();
    let tell = |group, helper| {
        for (pid, role) in ours.iter() {
            let Some(pid) = Pid::from_raw(*pid) else {
                continue;
            };
            // One that has ended meanwhile needs nothing.
            let _ = match role {
                Role::Group => kill_process_group(pid, group),
                Role::Helper => kill_process(pid, helper),
                Role::Tool | Role::Apart => Ok(()),
            };
        }
    };
    if let Some(continued) = &*CONTINUED {
        continued.store(false, Ordering::SeqCst);
    }
    tell(Signal::STOP, Signal::TSTP);
    STOPS.fetch_add(1, Ordering::SeqCst);
    let stopped = stop();
    wait_to_be_continued();
    tell(Signal::CONT, Signal::CONT);
    stopped
}

/// End all groups that are left: nobody is there any more who would wait for them.
pub fn end_groups() {
    for (pid, role) in ours().iter() {
        if let (Role::Group, Some(pid)) = (role, Pid::from_raw(*pid)) {
            // One that has ended meanwhile is as good.
            let _ = kill_process_group(pid, Signal::KILL);
        }
    }
}

/// End the tools that are left, such as cargo in the middle of a build. What they
/// started is orphaned to us, and ends with the next sweep.
pub fn end_tools() {
    for (pid, role) in ours().iter() {
        if let (Role::Tool, Some(pid)) = (role, Pid::from_raw(*pid)) {
            // One that has ended meanwhile is as good.
            let _ = kill_process(pid, Signal::KILL);
        }
    }
}

/// A signal to all of our threads may be taken by another one than this: until then
/// this one goes on, and must not let anybody else do so.
fn wait_to_be_continued() {
    let Some(continued) = &*CONTINUED else {
        return;
    };
    let until = Instant::now() + STOPPING;
    while !continued.load(Ordering::SeqCst) && Instant::now() < until {
        thread::sleep(Duration::from_millis(1));
    }
}

/// How often [`stop_with_children`] was called.
pub(super) fn stops() -> usize {
    STOPS.load(Ordering::SeqCst)
}
