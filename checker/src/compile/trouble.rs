//! Errors that are not the answer's, or that may not be: the compiler could not
//! write or link, or could not use what we have built.

use super::Cause;
use crate::deps::Dependencies;
use crate::process::{Ended, How};
use crate::verdict::{Diagnostic, Level};
use anyhow::bail;
use std::path::{Path, PathBuf};

/// Writing into a file that the disk has no room for, through memory.
const SIGBUS: i32 = 7;
/// With less room than this, in bytes, a disk counts as full.
const LITTLE_ROOM: u64 = 16 << 20;

/// What a linker that was ended at one of our limits is said to have ended by.
/// An answer can make it that large, and so can a small machine.
const STRAINED: [&str; 5] = [
    "[CPU time limit exceeded]",
    "[File size limit exceeded]",
    "memory exhausted",
    "out of memory",
    "Cannot allocate memory",
];

/// The codes of errors about crates that cannot be loaded. They point to a line
/// of the answer, and may be about a file of ours.
const CRATES: [&str; 11] = [
    "E0457", "E0458", "E0459", "E0460", "E0461", "E0462", "E0463", "E0464", "E0514", "E0519",
    "E0786",
];

/// Rule out what is certainly the machine's.
///
/// # Errors
///
/// Says what the compiler could not do, and what to do about it.
pub(super) fn rule_out(
    ended: &Ended,
    diagnostics: &[Diagnostic],
    crates: &Dependencies,
    folder: &Path,
) -> anyhow::Result<()> {
    // An answer can make the compiler say the same words.
    let are_missed = errors(diagnostics).any(|e| e.message.starts_with("extern location for"));
    if are_missed && !crates.are_there() {
        bail!(
            "the crates that exercises use are gone from the cache while they are needed; the \
             answer is not at fault. Start again, and they are built again"
        );
    }
    let why = match ended.how {
        How::Exited {
            signal: Some(SIGBUS),
            ..
        } if has_little_room(folder) => "it was ended by signal 7",
        How::Exited { code: Some(0), .. } => return Ok(()),
        How::Exited { .. } if has_no_space(&ended.stderr.text()) => {
            "no space is left on the device"
        }
        How::Exited { .. } | How::Deadline(_) | How::Flood | How::Overfull | How::Cancelled => {
            return Ok(());
        }
    };
    bail!(
        "the compiler could not do its work: {why}; the answer is not at fault. Make room on \
         the disk of `{}` or set WORKBOOK_CACHE_DIR to another folder, and try again",
        folder.display()
    );
}

/// What the errors of a compiler that refused a source come from. `ours` are
/// the folders of what we have built.
pub(super) fn cause(diagnostics: &[Diagnostic], ours: &[PathBuf]) -> Cause {
    let all = || errors(diagnostics);
    if all().all(is_about_no_source) && !is_strained(diagnostics) {
        return Cause::NoSource(first_and_last(all()));
    }
    let is_placed = all().any(|error| error.location.is_some());
    match is_placed && !all().any(|error| is_about_crates(error, ours)) {
        true => Cause::Answer,
        false => Cause::Unclear,
    }
}

/// Whether an error is about a crate, or about a file in the folders `ours`.
fn is_about_crates(error: &Diagnostic, ours: &[PathBuf]) -> bool {
    let code = error.code.as_deref().unwrap_or_default();
    let rendered = console::strip_ansi_codes(&error.rendered);
    let mut folders = ours.iter().map(|folder| folder.to_string_lossy());
    CRATES.contains(&code)
        || error.message.starts_with("extern location for")
        || folders.any(|folder| rendered.contains(&*folder))
}

fn errors(diagnostics: &[Diagnostic]) -> impl Iterator<Item = &Diagnostic> {
    let all = diagnostics.iter();
    all.filter(|diagnostic| diagnostic.level == Level::Error)
}

/// Whether a linker was too small for what it was given.
pub(super) fn is_strained(diagnostics: &[Diagnostic]) -> bool {
    let mut links = diagnostics.iter().filter(|error| is_about_no_source(error));
    links.any(|error| STRAINED.iter().any(|words| error.rendered.contains(words)))
}

/// What a compiler that was stopped or died said of that: where it panicked is of
/// no use to anybody here, and what it says of a source is JSON.
pub(super) fn last_words(ended: &Ended, diagnostics: &[Diagnostic]) -> String {
    if is_strained(diagnostics) {
        return first_and_last(errors(diagnostics).filter(|error| is_about_no_source(error)));
    }
    let said = ended.stderr.text();
    let mut lines = said.lines().map(str::trim);
    let is_one =
        |line: &&str| !line.is_empty() && !line.starts_with('{') && !line.starts_with("thread '");
    lines.find(is_one).unwrap_or_default().to_owned()
}

/// Whether so little is left that nothing can be built. Where the system does
/// not tell, there is room.
fn has_little_room(folder: &Path) -> bool {
    rustix::fs::statvfs(folder)
        .is_ok_and(|disk| disk.f_bavail.saturating_mul(disk.f_frsize) < LITTLE_ROOM)
}

/// A compiler that panics says why in words; what it says of a source is JSON,
/// and may quote anything.
fn has_no_space(said: &str) -> bool {
    let mut words = said.lines().filter(|line| !line.starts_with('{'));
    words.any(|line| line.contains("No space left on device"))
}

/// What is wrong with a source has a code or a place, but for two things: it is
/// no text at all, or it names what nobody defines, which the linker finds out.
fn is_about_no_source(error: &Diagnostic) -> bool {
    let named = ["undefined", "valid UTF-8"];
    let is_named = named.iter().any(|words| error.rendered.contains(words));
    error.code.is_none() && error.location.is_none() && !is_named
}

/// The linker's own words stand at the end of a long message.
fn first_and_last<'d>(mut errors: impl Iterator<Item = &'d Diagnostic>) -> String {
    let Some(first) = errors.next() else {
        return String::new();
    };
    let rendered = console::strip_ansi_codes(&first.rendered);
    let closing = rendered
        .lines()
        .rfind(|line| line.contains("ld ") || line.contains("ld:"));
    match closing {
        Some(line) => {
            let line = line.trim().trim_start_matches("= note: ");
            format!("{}: {line}", first.message)
        }
        None => first.message.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::process::Captured;
    use report::Location;
    use std::time::Duration;

    fn error(message: &str, code: Option<&str>, has_place: bool) -> Diagnostic {
        let (file, line, column) = ("exercises/a.rs".to_owned(), 1, 1);
        Diagnostic {
            level: Level::Error,
            code: code.map(str::to_owned),
            message: message.to_owned(),
            location: has_place.then_some(Location { file, line, column }),
            rendered: format!("error: {message}"),
        }
    }

    fn ended(code: i32, said: &str) -> Ended {
        let stderr = Captured {
            bytes: said.as_bytes().to_vec(),
            cut: false,
        };
        Ended {
            how: How::Exited {
                code: Some(code),
                signal: None,
            },
            stdout: Captured::default(),
            stderr,
            took: Duration::ZERO,
            interrupted: false,
        }
    }

    #[track_caller]
    fn check(errors: &[Diagnostic], want: &Cause) {
        assert_eq!(&cause(errors, &["/cache/deps/1".into()]), want);
    }

    #[test]
    fn what_has_a_place_is_about_the_answer() {
        let mismatch = error("mismatched types", Some("E0308"), true);
        let link = error("linking with `cc` failed", None, false);
        check(std::slice::from_ref(&mismatch), &Cause::Answer);
        check(&[error("expected `;`", None, true)], &Cause::Answer);
        check(&[link, mismatch], &Cause::Answer);
    }

    #[test]
    fn a_crate_that_cannot_be_loaded_may_be_ours() {
        let metadata = "found invalid metadata files for crate `lab`";
        let import = error("unresolved import `lab::shop`", Some("E0432"), true);
        check(
            &[error(metadata, Some("E0786"), true), import],
            &Cause::Unclear,
        );
        let shared = "/cache/deps/1/libmacros.so: failed to map segment from shared object";
        check(&[error(shared, None, true)], &Cause::Unclear);
        let gone = "extern location for lab does not exist: /elsewhere";
        check(&[error(gone, None, true)], &Cause::Unclear);
    }

    #[test]
    fn bytes_that_are_no_text_and_names_that_nobody_defines_explain_nothing() {
        for message in [
            "linking with `cc` failed: undefined symbol: f",
            "couldn't read `a.rs`: stream did not contain valid UTF-8",
        ] {
            check(&[error(message, None, false)], &Cause::Unclear);
        }
    }

    #[test]
    fn crates_that_are_gone_are_not_missed_by_the_answer() {
        let gone = [error(
            "extern location for lab does not exist: /c",
            None,
            true,
        )];
        let folder = Path::new("/cache");
        let there = Dependencies::default();
        let missed = Dependencies {
            exercise: [("lab".to_owned(), "/no/such/crate".into())].into(),
            ..Dependencies::default()
        };
        let error = rule_out(&ended(1, ""), &gone, &missed, folder).unwrap_err();
        assert!(error.to_string().contains("Start again"), "{error}");
        // An answer can say the same with `compile_error!`.
        assert!(rule_out(&ended(1, ""), &gone, &there, folder).is_ok());
    }

    #[test]
    fn a_full_disk_is_the_machines() {
        let crates = Dependencies::default();
        let rule_out =
            |code, said| super::rule_out(&ended(code, said), &[], &crates, Path::new("/cache"));
        let full = rule_out(101, "os error 28: No space left on device").unwrap_err();
        assert!(full.to_string().contains("no space is left"), "{full}");
        assert!(rule_out(0, "No space left on device").is_ok());
        // What is said of a source may quote anything.
        assert!(rule_out(1, "{\"message\":\"No space left on device\"}").is_ok());
    }

    #[test]
    fn the_last_words_of_a_compiler_are_its_own_or_its_linkers() {
        let panicked = "{}\n\nthread 'rustc' (7) panicked at /rustc/a.rs:1:6:\n\
                        failed to spawn helper thread\nstack backtrace:";
        let said = last_words(&ended(101, panicked), &[]);
        assert_eq!(said, "failed to spawn helper thread");
        let mut link = error("linking with `cc` failed", None, false);
        link.rendered += "\ncollect2: fatal error: ld: out of memory\n";
        let said = last_words(&ended(1, ""), &[link]);
        assert!(said.ends_with("ld: out of memory"), "{said}");
    }

    #[test]
    fn what_cannot_be_linked_names_no_source() {
        let link = error("linking with `cc` failed: exit status: 1", None, false);
        let said = "linking with `cc` failed: exit status: 1".to_owned();
        check(&[link], &Cause::NoSource(said));
    }

    #[test]
    fn a_linker_that_was_stopped_at_a_limit_was_given_too_much() {
        let mut link = error("linking with `cc` failed: exit status: 1", None, false);
        link.rendered +=
            "collect2: fatal error: ld terminated with signal 25 [File size limit exceeded]";
        check(std::slice::from_ref(&link), &Cause::Unclear);
        assert!(is_strained(&[link]));
        assert!(!is_strained(&[error("out of memory", None, true)]));
    }
}
