//! One call of the program with something wrong.

use crate::damage;
use crate::draw::Draw;
use crate::fault::{Fault, Meanwhile};
use crate::world::World;
use rustix::process::{Pid, Signal, kill_process};
use std::fs::{self, File};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::Child;
use std::thread;
use std::time::{Duration, Instant};

/// What came of it.
pub(crate) struct Ran {
    /// As a shell counts: 128 and the signal, where it was ended by one.
    pub(crate) code: i32,
    /// What it wrote, its beginning and its end.
    pub(crate) said: String,
}

/// Call the program under `fault`, with its output in `folder`.
pub(crate) fn run(
    world: &World,
    fault: &Fault,
    folder: &Path,
    arguments: &[&str],
    draw: &mut Draw,
) -> Ran {
    let mut command = world.script(fault, arguments);
    let output = folder.join("output");
    let file = File::create(&output).unwrap();
    command
        .current_dir(folder)
        .stdout(file.try_clone().unwrap())
        .stderr(file);
    let mut child = command.spawn().unwrap();
    interfere(world, fault.meanwhile, &mut child, draw);
    let status = child.wait().unwrap();
    let code = status
        .code()
        .unwrap_or_else(|| 128 + status.signal().unwrap_or(0));
    Ran {
        code,
        said: shortened(&fs::read(output).unwrap()),
    }
}

fn interfere(world: &World, meanwhile: Meanwhile, child: &mut Child, draw: &mut Draw) {
    let after = match meanwhile {
        Meanwhile::Nothing => return,
        Meanwhile::AChildIsKilled(after)
        | Meanwhile::ItIsKilled(after)
        | Meanwhile::ItIsStopped(after)
        | Meanwhile::TheCacheIsDamaged(after) => Duration::from_millis(after),
    };
    let until = Instant::now() + after;
    while Instant::now() < until {
        if child.try_wait().unwrap().is_some() {
            return;
        }
        thread::park_timeout(Duration::from_millis(2));
    }
    let running = world.running();
    let program = world.program();
    let is_program =
        |pid: &&i32| fs::read_link(format!("/proc/{pid}/exe")).is_ok_and(|exe| exe == program);
    let Some(itself) = running.iter().filter(is_program).min().copied() else {
        return;
    };
    // It may have ended by itself.
    let signal = |pid: i32, signal| {
        let _ = kill_process(Pid::from_raw(pid).unwrap(), signal);
    };
    match meanwhile {
        Meanwhile::Nothing => {}
        Meanwhile::AChildIsKilled(_) => {
            let children: Vec<_> = running.into_iter().filter(|pid| *pid != itself).collect();
            if !children.is_empty() {
                signal(*draw.pick(&children), Signal::KILL);
            }
        }
        Meanwhile::ItIsKilled(_) => signal(itself, Signal::KILL),
        Meanwhile::ItIsStopped(_) => {
            signal(itself, Signal::STOP);
            thread::park_timeout(Duration::from_secs(1));
            signal(itself, Signal::CONT);
        }
        Meanwhile::TheCacheIsDamaged(_) => drop(damage::of(&world.cache(), draw)),
    }
}

fn shortened(said: &[u8]) -> String {
    const KEPT: usize = 1_500;
    let said = String::from_utf8_lossy(said);
    let characters: Vec<char> = said.chars().collect();
    if characters.len() <= 2 * KEPT {
        return said.into_owned();
    }
    let (start, end) = (&characters[..KEPT], &characters[characters.len() - KEPT..]);
    format!(
        "{}\n[...]\n{}",
        String::from_iter(start),
        String::from_iter(end)
    )
}
