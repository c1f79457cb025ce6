// Each program writes to a file in the folder for temporary ones, which has room
// for whatever it says; the files are read when all have ended.

use std::fs::{self, File};
use std::io;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus};
use std::sync::atomic::{AtomicU32, Ordering};

#[derive(Debug)]
pub enum Failed {
    Io(io::Error),
    Exit(ExitStatus),
}

struct Started {
    child: Child,
    output: PathBuf,
}

impl Started {
    fn new(mut command: Command) -> io::Result<Self> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let output = std::env::temp_dir().join(format!("report-{number}.txt"));
        let child = command.stdout(File::create(&output)?).spawn()?;
        Ok(Self { child, output })
    }

    fn said(mut self) -> Result<String, Failed> {
        let status = self.child.wait().map_err(Failed::Io)?;
        let said = fs::read_to_string(&self.output);
        let removed = fs::remove_file(&self.output);
        if !status.success() {
            return Err(Failed::Exit(status));
        }
        removed.and(said).map_err(Failed::Io)
    }
}

pub fn run_all(commands: Vec<Command>) -> Vec<Result<String, Failed>> {
    let started: Vec<_> = commands.into_iter().map(Started::new).collect();
    started
        .into_iter()
        .map(|started| started.map_err(Failed::Io)?.said())
        .collect()
}

fn main() {}
