//! `workbook doctor`: what this machine has, what is missing, and what a bug
//! report needs.

mod places;
mod tools;
mod tries;

use super::context::Context;
use crate::cache_dir;
use crate::exit;
use crate::process::trouble_with_proc;
use crate::reporter::{Ink, Page};
use std::env;

/// One line of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    what: &'static str,
    found: String,
    state: State,
}

/// How it stands with one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// As it should be.
    Fine,
    /// It works, but not as well as it could.
    Advice,
    /// Without it nothing is judged.
    Missing,
}

impl Line {
    fn fine(what: &'static str, found: impl Into<String>) -> Self {
        Self::new(what, found, State::Fine)
    }

    fn advice(what: &'static str, found: impl Into<String>) -> Self {
        Self::new(what, found, State::Advice)
    }

    fn missing(what: &'static str, found: impl Into<String>) -> Self {
        Self::new(what, found, State::Missing)
    }

    fn new(what: &'static str, found: impl Into<String>, state: State) -> Self {
        let found = found.into();
        Self { what, found, state }
    }
}

pub(super) fn execute(context: &mut Context<'_>) -> anyhow::Result<u8> {
    let root = context.root();
    let course = context.course();
    let mut lines = vec![
        Line::fine("workbook", env!("CARGO_PKG_VERSION")),
        Line::fine("system", system()),
    ];
    lines.extend(tools::lines());
    lines.extend(places::course(&course));
    if let Ok(root) = &root {
        lines.push(places::cache(cache_dir::find(root)));
        lines.extend(places::state(root));
        lines.push(places::file_events(root));
    }
    let processes = trouble_with_proc().map(|what| Line::advice("processes", what));
    lines.extend(processes);
    lines.push(terminal(context));
    lines.extend(tries::of_the_system());
    let mut missing = lines.iter().any(|line| line.state == State::Missing);
    let text = words(&lines, context);
    context.write(&text)?;
    if let Ok(course) = &course {
        // Each of them takes a while, and is shown as soon as it is known.
        tries::of_the_course(course, context, &mut |context, line| {
            missing |= line.state == State::Missing;
            let text = words(&[line], context);
            Ok(context.write(&text)?)
        })?;
    }
    Ok(if missing { exit::ENVIRONMENT } else { exit::OK })
}

fn words(lines: &[Line], context: &Context<'_>) -> String {
    let mut page = Page::new(&context.look);
    for line in lines {
        let (mark, ink) = match line.state {
            State::Fine => ("ok       ", Ink::Pass),
            State::Advice => ("advice   ", Ink::Warn),
            State::Missing => ("missing  ", Ink::Fail),
        };
        let label = format!("{mark}{:11}", line.what);
        page.labelled(0, &label, ink, Ink::Plain, &line.found);
    }
    page.into_text()
}

fn system() -> String {
    let cpus = std::thread::available_parallelism().map_or(1, usize::from);
    let kernel = std::fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    let (os, arch) = (env::consts::OS, env::consts::ARCH);
    format!("{os} {} {arch}, runs {cpus} threads at once", kernel.trim())
}

fn terminal(context: &Context<'_>) -> Line {
    let (look, terminals) = (&context.look, context.terminals);
    let yes = |yes: bool, what: &str| match yes {
        true => what.to_owned(),
        false => format!("no {what}"),
    };
    let set = |name: &str| {
        let value = env::var(name).unwrap_or_default();
        format!("{name}={value}")
    };
    let is_one = match terminals.stdin && terminals.stdout {
        true => "a terminal",
        false => "no terminal (so no `watch`)",
    };
    let names = [
        "TERM",
        "TERM_PROGRAM",
        "LC_ALL",
        "LC_CTYPE",
        "LANG",
        "NO_COLOR",
    ];
    let variables: Vec<_> = names
        .into_iter()
        .filter(|name| env::var_os(name).is_some())
        .map(set)
        .collect();
    Line::fine(
        "terminal",
        format!(
            "{is_one}, {} columns, {}, {}; {}",
            look.width,
            yes(look.colors, "colours"),
            yes(look.unicode, "Unicode"),
            variables.join(" ")
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_is_named() {
        assert!(system().contains(env::consts::OS));
    }
}
