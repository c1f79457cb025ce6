//! A process that can open nothing more.

use std::io::stdin;
use std::os::fd::{AsFd, OwnedFd};

/// Do `work` while this process can open no file and no socket: nobody can make a
/// runtime then, as it waits on one. `None`, and nothing is done, where the system
/// lets it open more than anybody would like to try.
pub fn without_files<T>(work: impl FnOnce() -> T) -> Option<T> {
    /// The checker allows a few hundred.
    const MOST: usize = 20_000;
    let copies = (0..MOST).map_while(|_| stdin().as_fd().try_clone_to_owned().ok());
    let all: Vec<OwnedFd> = copies.collect();
    let done = (all.len() < MOST).then(work);
    drop(all);
    done
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::File;
    use std::process::Command;

    /// In a process of its own: its limit is low, and others of our tests open files.
    #[test]
    fn nothing_can_be_opened_meanwhile() {
        if std::env::var_os("FEW_FILES").is_some() {
            let opens = || File::open("/dev/null").is_ok();
            assert_eq!(without_files(opens), Some(false));
            assert!(opens());
            return;
        }
        let own = std::env::current_exe().unwrap();
        let name = "no_files::tests::nothing_can_be_opened_meanwhile";
        let limited = format!("ulimit -n 64; exec '{}' {name}", own.display());
        let mut shell = Command::new("sh");
        let output = shell
            .args(["-c", &limited])
            .env("FEW_FILES", "1")
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
    }
}
