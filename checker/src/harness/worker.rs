//! The program of the workers, where a test finds it.

use super::Runner;
use crate::process::{Cancel, How, Limits, start};
use anyhow::bail;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// Its name in the folder of a run; `lab::Worker` knows it.
const NAME: &str = "lab-worker";

/// Put the program into `scratch`, if the exercise starts processes: nothing of
/// the machine but the system's own programs can be started from there.
pub(super) fn lay_out(runner: &Runner, scratch: &Path) -> anyhow::Result<()> {
    let Some(program) = runner.worker else {
        return Ok(());
    };
    let place = scratch.join(NAME);
    // One that an answer could write to is not the one in the cache. And we
    // never hold it open for writing: a child that another thread starts in
    // that moment would hold it too, and nobody can start a file that is written.
    if !runner.needs.files && fs::hard_link(program, &place).is_ok() {
        return Ok(());
    }
    copy(program, &place)
}

/// Copy a program, so that the copy can be started at once.
pub(super) fn copy(program: &Path, place: &Path) -> anyhow::Result<()> {
    let mut copy = Command::new("cp");
    copy.args([program, place]).stdin(Stdio::null());
    let limits = Limits {
        deadline: Duration::from_secs(10),
        kept: 1_024,
        flood: 1 << 20,
    };
    let ended = start(copy, limits, &Cancel::default())?.wait()?;
    let well = How::Exited {
        code: Some(0),
        signal: None,
    };
    if ended.how != well {
        bail!(
            "failed to copy `{}`: {}",
            program.display(),
            ended.stderr.text().trim_end()
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::harness::Confined;
    use seal::Needs;
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::path::PathBuf;

    /// What lies in the folder of a run, beside the program itself.
    fn laid_out(files: bool, worker: bool) -> (tempfile::TempDir, PathBuf, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("program");
        fs::write(&program, "#!/bin/sh\n").unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        let scratch = folder.path().join("scratch");
        fs::create_dir(&scratch).unwrap();
        let runner = Runner {
            limits: Limits {
                deadline: Duration::from_secs(1),
                kept: 1,
                flood: 1,
            },
            needs: Needs {
                files,
                processes: true,
                ..Needs::default()
            },
            confined: Confined::ByNobody,
            worker: worker.then_some(program.as_path()),
            seed: None,
            core: None,
            cancel: &Cancel::default(),
        };
        lay_out(&runner, &scratch).unwrap();
        (folder, program, scratch.join(NAME))
    }

    #[track_caller]
    fn check(files: bool, the_same: bool) {
        let (_folder, program, place) = laid_out(files, true);
        let (here, there) = (program.metadata().unwrap(), place.metadata().unwrap());
        assert_eq!(here.ino() == there.ino(), the_same);
        assert_eq!(there.mode() & 0o111, 0o111, "it can be started");
    }

    #[test]
    fn a_test_that_writes_files_gets_a_copy_of_its_own() {
        check(true, false);
        check(false, true);
    }

    #[test]
    fn without_processes_there_is_no_program() {
        let (_folder, _, place) = laid_out(false, false);
        assert!(!place.exists());
    }
}
