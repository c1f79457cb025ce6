//! A verdict as a piece of somebody else's page, which may be written in Markdown: it has
//! no empty line, at which Markdown would begin to read it, and no line end within a text.

use super::formats::{clean, clip};
use super::markup::Escaped;
use super::picture::{self, Scene, figure};
use super::quote::quoted;
use crate::timeline::MOST_ROWS;
use crate::verdict::{Diagnostic, Level, Verdict};
use report::Finding;

/// More than this nobody reads of one answer.
const MOST_FINDINGS: usize = 2;
const MOST_DIAGNOSTICS: usize = 2;
/// Of one text.
const MOST_CHARACTERS: usize = 4_000;

/// `text`, which is nothing but text in an element and in an attribute, and one line.
fn escaped(text: &str) -> String {
    Escaped(text).to_string().replace('\n', "&#10;")
}

/// The same with `code` in it.
#[must_use]
pub fn with_code(text: &str) -> String {
    let pieces: Vec<&str> = text.split('`').collect();
    // Without its other half, a mark is a mark.
    if pieces.len().is_multiple_of(2) {
        return escaped(text);
    }
    let pieces = pieces.iter().enumerate().map(|(at, piece)| match at % 2 {
        0 => escaped(piece),
        _ => format!("<code>{}</code>", escaped(piece)),
    });
    pieces.collect()
}

/// What was found, and what ran when in the test that tells most. Its first kind is not said:
/// the page says it above.
#[must_use]
pub fn fragment(verdict: &Verdict) -> String {
    let findings = verdict.findings.iter().take(MOST_FINDINGS).enumerate();
    let findings: String = findings
        .map(|(place, one)| finding(one, place > 0))
        .collect();
    let errors = verdict.diagnostics.iter();
    let errors = errors.filter(|one| one.level == Level::Error);
    let errors: String = errors.take(MOST_DIAGNOSTICS).map(diagnostic).collect();
    format!(
        "<div class=\"ran\">\n{findings}{errors}{}</div>\n",
        picture(verdict)
    )
}

fn finding(finding: &Finding, again: bool) -> String {
    let title = match again {
        true => format!("<p class=\"kind\">also: {}</p>\n", finding.kind.title()),
        false => String::new(),
    };
    let promised = quoted(finding.promised.as_deref());
    let parts = [
        ("seen", finding.observed.as_str()),
        ("promised", promised.as_str()),
        ("means", finding.meaning.as_str()),
        ("look at", finding.look_at.as_str()),
    ];
    let parts = parts.iter().filter(|(_, text)| !text.trim().is_empty());
    let parts = parts.map(|(label, text)| {
        let text = with_code(&clip(text.trim(), MOST_CHARACTERS));
        format!("<dt>{label}</dt><dd>{text}</dd>\n")
    });
    format!("{title}<dl>\n{}</dl>\n", parts.collect::<String>())
}

fn diagnostic(diagnostic: &Diagnostic) -> String {
    let text = clip(clean(&diagnostic.rendered).trim_end(), MOST_CHARACTERS);
    format!("<pre class=\"said\">{}</pre>\n", escaped(&text))
}

/// Empty where nothing was seen to run.
fn picture(verdict: &Verdict) -> String {
    let Some(test) = verdict.telling_test() else {
        return String::new();
    };
    let (mark, class) = if test.passed() {
        ("✓", "pass")
    } else {
        ("✗", "fail")
    };
    let scene = Scene::of(test);
    format!(
        "<p class=\"test\"><span class=\"{class}\">{mark}</span> {}</p>\n{}",
        escaped(&scene.title),
        figure(&scene.spans, MOST_ROWS)
    )
}

/// How such pieces look: rules for what is inside of the class `ran`, with the light colours
/// where `light` selects and the dark ones where `dark` does.
#[must_use]
pub fn style(light: &str, dark: &str) -> String {
    let colors = picture::COLORS.split_once("@media (prefers-color-scheme: dark)");
    let (for_light, for_dark) = colors.unwrap_or((picture::COLORS, ""));
    format!(
        "{light} {{{}}}\n{dark} {{{}}}\n{}",
        declarations(for_light),
        declarations(for_dark),
        within(".ran", picture::STYLE)
    )
}

/// What stands in the first rule for `:root`.
fn declarations(colors: &str) -> &str {
    let rule = colors.split_once(":root {").map(|(_, rest)| rest);
    let rule = rule.and_then(|rest| rest.split_once('}'));
    rule.map_or("", |(declarations, _)| declarations)
}

/// The same rules for what is inside of `place` alone.
fn within(place: &str, rules: &str) -> String {
    let rules = rules.split_inclusive('}').filter_map(|rule| {
        let (selectors, body) = rule.trim().split_once('{')?;
        let selectors = selectors
            .split(',')
            .map(|one| format!("{place} {}", one.trim()));
        let selectors: Vec<_> = selectors.collect();
        Some(format!("{} {{{body}\n", selectors.join(", ")))
    });
    rules.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verdict::{TestEnd, TestReport};
    use report::{Clock, End, Kind, Outcome, Span, Spans};
    use std::time::Duration;

    const EVIL: &str = "</dd>\n\n<script>smuggled = 1</script>\n# A heading";

    fn verdict() -> Verdict {
        let span = Span {
            item: EVIL.to_owned(),
            lane: "main".to_owned(),
            waits: false,
            activity: None,
            start: Duration::ZERO,
            end: Duration::from_millis(50),
            how: End::Finished,
        };
        let finding = Finding {
            kind: Kind::NotConcurrent,
            observed: EVIL.to_owned(),
            promised: Some(EVIL.to_owned()),
            meaning: "one by one".to_owned(),
            look_at: String::new(),
            location: None,
        };
        let test = TestReport {
            name: "both_at_once".to_owned(),
            end: TestEnd::Reported(Outcome::Failed),
            findings: vec![finding.clone()],
            spans: Spans {
                clock: Clock::Virtual,
                spans: vec![span],
            },
            speed_up: None,
            notes: Vec::new(),
            output: EVIL.to_owned(),
            output_cut: false,
            took: Duration::ZERO,
            seed: 0,
            attempts: 1,
            seal: None,
        };
        Verdict {
            exercise: "join".to_owned(),
            findings: vec![finding],
            tests: vec![test],
            own_tests: Vec::new(),
            diagnostics: Vec::new(),
            took: Duration::ZERO,
            flags: Vec::new(),
            fence: None,
        }
    }

    #[test]
    fn what_an_answer_says_is_text_and_no_markdown() {
        let text = fragment(&verdict());
        assert!(!text.contains("<script"), "{text}");
        assert!(
            !text.contains("\n\n"),
            "an empty line ends the piece: {text}"
        );
        assert!(!text.contains("\n#"), "{text}");
        assert!(text.contains("<dt>promised</dt>"), "{text}");
        assert!(text.contains("both at once"), "{text}");
        assert!(text.contains("<svg"), "{text}");
        assert!(!text.contains("look at"), "it was left out: {text}");
    }

    #[test]
    fn code_is_marked_where_both_marks_are_there() {
        assert_eq!(with_code("`a<b>` c"), "<code>a&lt;b&gt;</code> c");
        assert_eq!(with_code("a `b"), "a `b");
    }

    #[test]
    fn its_style_leaves_the_rest_of_the_page_alone() {
        let style = style(".light", ".navy");
        assert!(style.starts_with(".light {\n  --ink: #1c2430;"), "{style}");
        assert!(style.contains(".navy {\n    --ink: #e3e8ef;"), "{style}");
        assert!(
            style.contains("\n.ran svg .lane, .ran svg .time {"),
            "{style}"
        );
        let bare = style.lines().filter(|line| line.contains(" {"));
        for line in bare {
            let known = [".light {", ".navy {", ".ran "];
            assert!(known.iter().any(|start| line.starts_with(start)), "{line}");
        }
    }
}
