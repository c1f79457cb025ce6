//! What the compiler said, as the compiler rendered it.

use crate::reporter::count::Count;
use crate::reporter::inert::{colored, plain};
use crate::reporter::ink::Ink;
use crate::reporter::look::Look;
use crate::reporter::page::Page;
use crate::verdict::{Diagnostic, Level, Verdict};
use console::strip_ansi_codes;
use report::Kind;

/// More than this nobody reads before fixing the first ones.
const MOST: usize = 8;

/// Warnings that often say why an answer does not do what it says.
const TELLING: [&str; 14] = [
    "unused_must_use",
    "unused_variables",
    "unused_assignments",
    "unreachable_code",
    "unconditional_recursion",
    "dropping_references",
    "dropping_copy_types",
    "let_underscore_lock",
    "clippy::let_underscore_future",
    "clippy::let_underscore_must_use",
    "clippy::await_holding_lock",
    "clippy::await_holding_refcell_ref",
    "clippy::unused_io_amount",
    "clippy::async_yields_async",
];
/// More of them explain nothing.
const MOST_TELLING: usize = 3;

/// Errors where there are some; lints after a pass, or where they decide; beside a
/// failure those that may explain it.
pub(super) fn section(verdict: &Verdict, page: &mut Page) {
    let errors: Vec<_> = of_level(verdict, Level::Error);
    if !errors.is_empty() {
        return show(&errors, "more error", page);
    }
    let lints = of_level(verdict, Level::Warning);
    let lints_decide = matches!(
        verdict.headline(),
        Some(Kind::DoesNotCompile | Kind::Forbidden)
    );
    if verdict.is_unwritten() {
        return;
    }
    if !verdict.passed() && !lints_decide {
        let is_telling = |code: &str| TELLING.contains(&code);
        let telling = lints.into_iter();
        let telling = telling.filter(|lint| lint.code.as_deref().is_some_and(is_telling));
        let telling: Vec<_> = telling.take(MOST_TELLING).collect();
        if !telling.is_empty() {
            page.gap();
            page.prose(2, Ink::Warn, "the compiler warns:");
            show(&telling, "more warning", page);
        }
        return;
    }
    if lints.is_empty() {
        return;
    }
    if verdict.passed() {
        page.gap();
        let text = format!("It works. Clippy has {}:", Count(lints.len(), "remark"));
        page.prose(2, Ink::Warn, &text);
    }
    show(&lints, "more remark", page);
}

fn of_level(verdict: &Verdict, level: Level) -> Vec<&Diagnostic> {
    let all = verdict.diagnostics.iter();
    all.filter(|diagnostic| diagnostic.level == level).collect()
}

fn show(diagnostics: &[&Diagnostic], more: &'static str, page: &mut Page) {
    for diagnostic in diagnostics.iter().take(MOST) {
        page.gap();
        for line in rendered(diagnostic, &page.look).lines() {
            page.line(line);
        }
    }
    if diagnostics.len() > MOST {
        page.gap();
        let text = format!("and {}", Count(diagnostics.len() - MOST, more));
        page.prose(2, Ink::Faint, &text);
    }
}

fn rendered(diagnostic: &Diagnostic, look: &Look) -> String {
    let rendered = diagnostic.rendered.trim_end();
    if rendered.is_empty() {
        return plain(&diagnostic.message);
    }
    if look.colors {
        return colored(rendered);
    }
    plain(strip_ansi_codes(rendered).trim_end())
}
