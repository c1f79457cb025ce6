//! What the compiler said, as the compiler rendered it.

use crate::reporter::inert::{colored, plain};
use crate::reporter::ink::Ink;
use crate::reporter::look::Look;
use crate::reporter::page::Page;
use crate::verdict::{Diagnostic, Level, Verdict};
use console::strip_ansi_codes;
use report::{Count, Kind};

/// More than this nobody reads before fixing the first ones.
const MOST: usize = 8;

/// Errors where there are some; lints after a pass, or where they decide.
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
    if lints.is_empty() || !(verdict.passed() || lints_decide) {
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
