//! Errors that are not the answer's: the compiler could not write or link.

use crate::deps::Dependencies;
use crate::process::{Ended, How};
use crate::verdict::{Diagnostic, Level};
use anyhow::bail;
use std::path::Path;

/// Writing into a file that the disk has no room for, through memory.
const SIGBUS: i32 = 7;
/// With less room than this, in bytes, a disk counts as full.
const LITTLE_ROOM: u64 = 16 << 20;

/// What a linker that was ended at one of our limits is said to have ended by.
/// Only an answer can make it that large.
const STRAINED: [&str; 5] = [
    "[CPU time limit exceeded]",
    "[File size limit exceeded]",
    "memory exhausted",
    "out of memory",
    "Cannot allocate memory",
];

/// Make sure that what the compiler refused is the source, and not what it
/// found in the folder where it builds.
///
/// # Errors
///
/// Says what it could not do, and what to do about it.
pub(super) fn rule_out(
    ended: &Ended,
    diagnostics: &[Diagnostic],
    crates: &Dependencies,
    folder: &Path,
) -> anyhow::Result<()> {
    let errors = || diagnostics.iter().filter(|d| d.level == Level::Error);
    // An answer can make the compiler say the same words.
    let are_missed = errors().any(|error| error.message.starts_with("extern location for"));
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
        } if has_little_room(folder) => "it was ended by signal 7".to_owned(),
        How::Exited { code: Some(0), .. } => return Ok(()),
        How::Exited { .. } if has_no_space(&ended.stderr.text()) => {
            "no space is left on the device".to_owned()
        }
        How::Exited {
            code: Some(code), ..
        } if code != super::outcome::BROKE_DOWN
            && errors().count() > 0
            && errors().all(is_about_no_source)
            && !is_strained(diagnostics) =>
        {
            first_and_last(errors())
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

/// Whether a linker was too small for what it was given.
pub(super) fn is_strained(diagnostics: &[Diagnostic]) -> bool {
    let mut links = diagnostics.iter().filter(|error| is_about_no_source(error));
    links.any(|error| STRAINED.iter().any(|words| error.rendered.contains(words)))
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
    let rendered = first.rendered.trim_end();
    let closing = rendered
        .lines()
        .rfind(|line| line.contains("ld ") || line.contains("ld:"));
    match closing {
        Some(line) => format!("{}: {}", first.message, line.trim()),
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
    fn check(code: i32, said: &str, errors: &[Diagnostic], want: Option<&str>) {
        let ended = ended(code, said);
        let crates = Dependencies::default();
        match (rule_out(&ended, errors, &crates, Path::new("/cache")), want) {
            (Ok(()), None) => {}
            (Err(error), Some(want)) => {
                let error = error.to_string();
                assert!(
                    error.contains(want) && error.contains("`/cache`"),
                    "{error}"
                );
            }
            (got, want) => panic!("{got:?} instead of {want:?}"),
        }
    }

    #[test]
    fn what_has_a_code_or_a_place_is_about_the_answer() {
        let mismatch = error("mismatched types", Some("E0308"), true);
        let link = error("linking with `cc` failed", None, false);
        check(1, "", std::slice::from_ref(&mismatch), None);
        check(1, "", &[error("expected `;`", None, true)], None);
        check(1, "", &[link, mismatch], None);
        check(0, "No space left on device", &[], None);
        let quoted = "{\"message\":\"No space left on device\"}";
        check(1, quoted, &[error("unknown", None, true)], None);
    }

    #[test]
    fn so_are_bytes_that_are_no_text_and_names_that_nobody_defines() {
        for message in [
            "linking with `cc` failed: undefined symbol: f",
            "couldn't read `a.rs`: stream did not contain valid UTF-8",
        ] {
            check(1, "", &[error(message, None, false)], None);
        }
    }

    #[test]
    fn crates_that_are_gone_are_not_missed_by_the_answer() {
        let gone = [error(
            "extern location for lab does not exist: /c",
            None,
            true,
        )];
        let there = Dependencies::default();
        let missed = Dependencies {
            exercise: [("lab".to_owned(), "/no/such/crate".into())].into(),
            ..Dependencies::default()
        };
        let folder = Path::new("/cache");
        let error = rule_out(&ended(1, ""), &gone, &missed, folder).unwrap_err();
        assert!(error.to_string().contains("Start again"), "{error}");
        // An answer can say the same with `compile_error!`.
        assert!(rule_out(&ended(1, ""), &gone, &there, folder).is_ok());
    }

    #[test]
    fn a_compiler_that_broke_down_did_so_over_the_answer() {
        let bug = error(
            "the compiler unexpectedly panicked. this is a bug.",
            None,
            false,
        );
        check(101, "thread 'rustc' panicked", &[bug], None);
    }

    #[test]
    fn a_linker_that_was_stopped_at_a_limit_was_given_too_much() {
        let mut link = error("linking with `cc` failed: exit status: 1", None, false);
        link.rendered +=
            "collect2: fatal error: ld terminated with signal 25 [File size limit exceeded]";
        check(1, "", std::slice::from_ref(&link), None);
        assert!(is_strained(&[link]));
        assert!(!is_strained(&[error("out of memory", None, true)]));
    }

    #[test]
    fn what_cannot_be_linked_or_written_is_about_the_machine() {
        let link = error("linking with `cc` failed: exit status: 1", None, false);
        check(1, "", &[link], Some("linking with `cc` failed"));
        let full = "os error 28: No space left on device";
        check(101, full, &[], Some("no space is left"));
    }
}
