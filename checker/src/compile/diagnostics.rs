//! What the compiler says, one JSON object a line.

use crate::verdict::{Diagnostic, Level};
use report::Location;
use serde::Deserialize;
use std::path::Path;

#[derive(Deserialize)]
struct Raw {
    message: String,
    code: Option<Code>,
    level: String,
    #[serde(default)]
    spans: Vec<Span>,
    rendered: Option<String>,
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

#[derive(Deserialize)]
struct Span {
    file_name: String,
    line_start: u32,
    column_start: u32,
    is_primary: bool,
    expansion: Option<Box<Expansion>>,
}

/// The use of a macro that the place in question came of.
#[derive(Deserialize)]
struct Expansion {
    span: Span,
}

/// Read what the compiler wrote to standard error. Lines that are not
/// diagnostics are passed over; so are the closing lines that only count.
/// `anonymous` is the name for a source that came over standard input.
pub(super) fn parse(text: &str, anonymous: &str) -> Vec<Diagnostic> {
    text.lines()
        .filter_map(|line| serde_json::from_str::<Raw>(line).ok())
        .filter(|raw| !is_closing_line(raw))
        .map(|raw| diagnostic(raw, anonymous))
        .fold(Vec::new(), |mut all, one| {
            // A macro that uses a text twice is told of twice.
            if !all.iter().any(|known| is_the_same(known, &one)) {
                all.push(one);
            }
            all
        })
}

/// Whether two messages say the same of one place.
fn is_the_same(one: &Diagnostic, other: &Diagnostic) -> bool {
    let key = |said: &Diagnostic| (said.level, said.message.clone(), said.location.clone());
    key(one) == key(other) && (one.location.is_some() || one == other)
}

impl Span {
    /// The place in a file of the author's: where a macro of somebody else's is at
    /// fault, the place that uses it.
    fn authors(self) -> Self {
        let is_somebody_elses = |span: &Span| Path::new(&span.file_name).is_absolute();
        let mut span = self;
        while is_somebody_elses(&span) {
            match span.expansion.take() {
                Some(expansion) => span = expansion.span,
                None => break,
            }
        }
        span
    }
}

/// `aborting due to 2 previous errors`, `1 warning emitted`, and the advice to
/// run `rustc --explain`: they name no place and add nothing.
fn is_closing_line(raw: &Raw) -> bool {
    raw.spans.is_empty()
        && raw.code.is_none()
        && (raw.message.starts_with("aborting due to")
            || raw.message.contains("warning emitted")
            || raw.message.contains("warnings emitted")
            || raw.message.starts_with("For more information about")
            || raw
                .message
                .starts_with("Some errors have detailed explanations"))
}

fn diagnostic(raw: Raw, anonymous: &str) -> Diagnostic {
    let level = match raw.level.as_str() {
        "error" | "error: internal compiler error" => Level::Error,
        "warning" => Level::Warning,
        _ => Level::Note,
    };
    let name = |file: String| {
        if file == "<anon>" {
            format!("the hidden test of {anonymous}")
        } else {
            file
        }
    };
    let primary = raw.spans.into_iter().find(|span| span.is_primary);
    let location = primary.map(Span::authors).map(|span| Location {
        file: name(span.file_name),
        line: span.line_start,
        column: span.column_start,
    });
    Diagnostic {
        level,
        code: raw.code.map(|code| code.code),
        rendered: raw.rendered.map_or_else(
            || raw.message.clone(),
            |rendered| without_long_types(&rendered),
        ),
        message: raw.message,
        location,
    }
}

/// Without the notes that the name of a type is in a file: that file lies in a
/// folder of ours which is gone by now, and its name differs from run to run.
fn without_long_types(rendered: &str) -> String {
    let lines = rendered.split_inclusive('\n');
    lines.filter(|line| !is_about_long_types(line)).collect()
}

fn is_about_long_types(line: &str) -> bool {
    let plain = console::strip_ansi_codes(line);
    let Some(note) = plain.trim().strip_prefix("= note: ") else {
        return false;
    };
    note.starts_with("the full name for the type has been written to")
        || note.starts_with("consider using `--verbose` to print the full type name")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_comes_with_its_code_and_place() {
        let line = r#"{"message":"mismatched types","code":{"code":"E0308","explanation":null},"level":"error",
            "spans":[{"file_name":"b.rs","line_start":9,"column_start":1,"is_primary":false},
            {"file_name":"a.rs","line_start":3,"column_start":5,"is_primary":true}],"rendered":"error[E0308]"}"#
            .replace('\n', "");
        let found = parse(&line, "x");
        assert_eq!(found[0].code.as_deref(), Some("E0308"));
        assert_eq!(
            found[0].location,
            Some(Location {
                file: "a.rs".into(),
                line: 3,
                column: 5
            })
        );
        assert_eq!(found[0].level, Level::Error);
    }

    #[test]
    fn an_error_in_somebody_elses_macro_is_placed_where_that_is_used_and_told_once() {
        let place = |file: &str, line: u32, expansion: &str| {
            format!(
                r#"{{"file_name":"{file}","line_start":{line},"column_start":1,"is_primary":true,"expansion":{expansion}}}"#
            )
        };
        let outer = format!(r#"{{"span":{}}}"#, place("a.rs", 9, "null"));
        let inner = format!(r#"{{"span":{}}}"#, place("/registry/inner.rs", 8, &outer));
        let span = place("/registry/select.rs", 7, &inner);
        let line = format!(
            r#"{{"message":"mismatched types","code":null,"level":"error","spans":[{span}],"rendered":"x"}}"#
        );
        let found = parse(&format!("{line}\n{line}\n"), "x");
        assert_eq!(found.len(), 1);
        let location = found[0].location.as_ref().unwrap();
        assert_eq!((location.file.as_str(), location.line), ("a.rs", 9));
    }

    #[test]
    fn no_file_with_the_name_of_a_type_is_named() {
        let rendered = "error: x\n  = note: expected `u8`\n  \
            \u{1b}[1m=\u{1b}[0m \u{1b}[1mnote\u{1b}[0m: the full name for the type has been written to '/c/a.txt'\n  \
            = note: consider using `--verbose` to print the full type name to the console\n\
            3 | // the full name for the type has been written to\n";
        assert_eq!(
            without_long_types(rendered),
            "error: x\n  = note: expected `u8`\n3 | // the full name for the type has been written to\n"
        );
    }

    #[test]
    fn closing_lines_and_other_text_are_passed_over() {
        let text = "warning: noise\n{\"message\":\"aborting due to 1 previous error\",\"code\":null,\"level\":\"error\"}\n";
        assert!(parse(text, "x").is_empty());
    }
}
