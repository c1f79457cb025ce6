//! The lines by which a program speaks to GitHub Actions.

use super::words::clean;

/// One line that the runner takes for a command: `::error file=a.rs,line=3::text`.
pub(super) fn command(name: &str, properties: &[(&str, String)], text: &str) -> String {
    let properties = properties.iter().filter(|(_, value)| !value.is_empty());
    let properties: Vec<_> = properties
        .map(|(key, value)| format!("{key}={}", property(value)))
        .collect();
    let space = if properties.is_empty() { "" } else { " " };
    format!("::{name}{space}{}::{}\n", properties.join(","), data(text))
}

/// Text that the runner takes for nothing but text. Each line has a bar before
/// it, since a command stands first in its line or in brackets; and no command
/// counts until `token` comes, which nobody can guess.
pub(super) fn text(text: &str, token: &str) -> String {
    let mut lines = format!("::stop-commands::{token}\n");
    for line in clean(text).lines() {
        lines += &format!("│ {}\n", line.replace("##[", "## ["));
    }
    lines + &format!("::{token}::\n")
}

fn data(text: &str) -> String {
    let text = clean(text).replace("##[", "## [");
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(file: &str, said: &str, want: &str) {
        let properties = [("file", file.to_owned()), ("line", String::new())];
        assert_eq!(command("error", &properties, said), want);
    }

    #[test]
    fn a_command_stays_one_line_and_one_command() {
        check("a.rs", "no", "::error file=a.rs::no\n");
        check("", "100 %\nnext", "::error::100 %25%0Anext\n");
        check("a,b:c.rs", "::x", "::error file=a%2Cb%3Ac.rs::::x\n");
        check("a\r\nb", "x\r::y", "::error file=a%0Ab::x\\u{d}::y\n");
        check("", "##[error]x", "::error::## [error]x\n");
        check("%0A", "%0A", "::error file=%250A::%250A\n");
    }

    #[test]
    fn what_a_program_printed_is_never_a_command() {
        assert_eq!(
            text("::error::x\n  ::t::\n##[group]\r::y\u{85}::z", "t"),
            "::stop-commands::t\n\
             │ ::error::x\n\
             │   ::t::\n\
             │ ## [group]\\u{d}::y\\u{85}::z\n\
             ::t::\n"
        );
    }
}
