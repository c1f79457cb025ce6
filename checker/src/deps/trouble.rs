//! What is said where something could not be built: what to do, the first
//! error in the tool's own words, and where the rest is.

use super::fault::Fault;
use std::path::Path;

/// Nobody reads more than this of an error; the rest is in the log.
const MOST_LINES: usize = 14;
const LONGEST_LINE: usize = 240;
/// What a call came to stands at the end of its line.
const END_OF_LINE: usize = 80;

/// The error for people. `said` is the first error, `all` whatever else may tell
/// the cause, `log` the file that has it all.
pub(super) fn trouble(doing: &str, said: &str, all: &str, log: Option<&Path>) -> anyhow::Error {
    let said = telling(said);
    let mut fault = Fault::of(&said.join("\n"));
    if fault == Fault::Unknown {
        fault = Fault::of(&telling(all).join("\n"));
    }
    let mut text = format!("failed to {doing}: {}", fault.advice());
    for line in shortened(&said) {
        text.push_str("\n  ");
        text.push_str(&line);
    }
    if let Some(log) = log {
        text.push_str(&format!("\nall that was said is in `{}`", log.display()));
    }
    anyhow::Error::msg(text)
}

/// Without colours and other commands to a terminal.
pub(super) fn plain(text: &str) -> String {
    let text = console::strip_ansi_codes(text);
    let harmless = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
    text.chars().filter(harmless).collect()
}

/// The lines that say something: not the call of the linker, which is as long
/// as a page, and names files and flags that nothing is wrong with.
fn telling(said: &str) -> Vec<String> {
    let said = plain(said);
    let lines = said.lines().filter(|line| {
        let note = line.trim_start().strip_prefix("= note: ");
        let is_a_call =
            note.is_some_and(|note| note.contains("\"-m64\"") || note.contains("\"-o\""));
        let is_about_it = line.contains("some arguments are omitted");
        !line.trim().is_empty() && line.trim() != "|" && !is_a_call && !is_about_it
    });
    lines.map(str::to_owned).collect()
}

/// As much as somebody reads.
fn shortened(said: &[String]) -> Vec<String> {
    let mut lines: Vec<String> = said.iter().map(|line| clipped(line)).collect();
    if lines.len() > MOST_LINES {
        lines.truncate(MOST_LINES - 1);
        lines.push("…".to_owned());
    }
    lines
}

fn clipped(line: &str) -> String {
    let length = line.chars().count();
    if length <= LONGEST_LINE {
        return line.to_owned();
    }
    let begin: String = line.chars().take(LONGEST_LINE - END_OF_LINE).collect();
    let end: String = line.chars().skip(length - END_OF_LINE).collect();
    format!("{begin} … {end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_itself_is_shown_without_colours_and_without_the_linkers_call() {
        let said = "\u{1b}[1m\u{1b}[91merror\u{1b}[0m: linking with `cc` failed: exit status: 1\n  |\n  \
                    = note:  \"cc\" \"-m64\" \"/tmp/x\" \"-fuse-ld=lld\" \"-o\" \"y\"\n  = note: collect2: Scrt1.o\n\n";
        let error =
            trouble("link a program", said, "", Some(Path::new("/c/build.log"))).to_string();
        assert!(error.contains("files that every program"), "{error}");
        assert!(
            !error.contains('\u{1b}') && !error.contains("-m64"),
            "{error}"
        );
        assert!(
            error.contains("\n  error: linking with `cc` failed"),
            "{error}"
        );
        assert!(
            error.contains("collect2: Scrt1.o") && error.ends_with("in `/c/build.log`"),
            "{error}"
        );
    }

    #[test]
    fn a_cause_that_the_first_error_does_not_name_is_looked_for_in_the_rest() {
        let error = trouble(
            "build",
            "error: could not compile `syn`",
            "os error 28)",
            None,
        );
        assert!(error.to_string().contains("make room"), "{error}");
    }

    #[test]
    fn nobody_reads_a_page() {
        let said = "x".repeat(1_000) + "(SIGKILL)" + &"\nline".repeat(100);
        let lines = shortened(&telling(&said));
        assert!(lines[0].ends_with("(SIGKILL)"), "{lines:?}");
        assert!(lines.len() == MOST_LINES && lines[0].chars().count() <= LONGEST_LINE + 3);
    }
}
