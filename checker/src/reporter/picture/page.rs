//! Timelines as a page to play with: one file, nothing from elsewhere.

use super::{COLORS, STYLE, Scene, figure};
use crate::reporter::markup::Escaped;
use crate::timeline::MOST_ROWS;
use report::{Clock, Spans};

const PAGE: &str = include_str!("page.css");
/// There is nothing else on the page, and it can be scrolled; but of steps, it is a row
/// for each thread that shows who went on when.
fn most_rows(spans: &Spans) -> usize {
    match spans.clock {
        Clock::Steps => MOST_ROWS,
        Clock::Real | Clock::Virtual => 200,
    }
}

const PLAYER: &str = include_str!("player.js");

/// A page with a picture for each test in which something was seen to run. `nonce` is a word that nobody
/// can guess: no script but the page's own has it, whatever an answer smuggled in.
#[must_use]
pub fn page(title: &str, scenes: &[Scene], nonce: &str) -> String {
    let title = Escaped(title).to_string();
    let policy = format!(
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-{nonce}'; \
         base-uri 'none'; form-action 'none'"
    );
    let figures: String = scenes.iter().map(scene).collect();
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{title}</title>\n<style>\n{COLORS}{STYLE}{PAGE}</style>\n</head>\n<body>\n<main>\n\
         <h1>{title}</h1>\n{KEYS}{figures}</main>\n\
         <script nonce=\"{nonce}\">\n{PLAYER}</script>\n</body>\n</html>\n"
    )
}

const KEYS: &str = "<p class=\"keys\"><kbd>←</kbd> <kbd>→</kbd> step by step, <kbd>+</kbd> \
    <kbd>-</kbd> closer and further, <kbd>0</kbd> all; with the mouse wheel and \
    <kbd>Ctrl</kbd> or <kbd>Shift</kbd> as well. <kbd>Tab</kbd> goes to the next picture.</p>\n";

fn scene(scene: &Scene) -> String {
    let figure = figure(&scene.spans, most_rows(&scene.spans));
    if figure.is_empty() {
        return figure;
    }
    let mark = match scene.passed {
        Some(true) => "<span class=\"pass\">✓</span> ",
        Some(false) => "<span class=\"fail\">✗</span> ",
        None => "",
    };
    let title = Escaped(&scene.title).to_string();
    format!("<section>\n<h2>{mark}{title}</h2>\n{figure}</section>\n")
}
