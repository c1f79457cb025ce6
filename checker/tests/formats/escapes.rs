//! No text of a report, wherever it stands, becomes more than text.

use super::runner::commands;
use super::{options, sample};
use serde_json::Value;
use workbook::cli::ReportFormat;
use workbook::reporter::formats::render;
use workbook::reporter::json::Report;

/// Words of the format itself, which cannot be anything else.
const WORDS: [&str; 9] = [
    "schema",
    "view",
    "status",
    "kind",
    "level",
    "clock",
    "how",
    "integrity",
    "containment",
];

/// The richest report with `more` behind each of its texts.
fn everywhere(more: &str) -> Report {
    fn add(value: &mut Value, more: &str) {
        match value {
            Value::String(text) => text.push_str(more),
            Value::Array(values) => values.iter_mut().for_each(|value| add(value, more)),
            Value::Object(fields) => {
                let fields = fields.iter_mut();
                let texts = fields.filter(|(key, _)| !WORDS.contains(&key.as_str()));
                texts.for_each(|(_, value)| add(value, more));
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    let mut value = serde_json::to_value(sample("mixed")).unwrap();
    value["exercises"][0]["status"] = "infra".into();
    value["exercises"][0]["error"] = "no space".into();
    value["layers"]["notes"] = serde_json::json!(["a note"]);
    add(&mut value, more);
    serde_json::from_value(value).unwrap()
}

#[test]
fn a_page_is_closed_to_markup_in_every_field() {
    for more in ["<u>", "\"><u>", "'><u>", "</title></style><u>", "--><u>"] {
        let page = render(ReportFormat::Html, &everywhere(more), &options()).unwrap();
        assert!(!page.contains("<u>"), "{page}");
        assert!(page.matches("&lt;u&gt;").count() > 50);
    }
}

#[test]
fn a_log_is_closed_to_commands_in_every_field() {
    let names = |more: &str| -> Vec<String> {
        let log = render(ReportFormat::Github, &everywhere(more), &options()).unwrap();
        commands(&log)
            .into_iter()
            .map(|command| command.name)
            .collect()
    };
    let ours = names("");
    for end in ["\n", "\r", "\r\n", "%0A", " "] {
        for command in [
            "::warning::forged",
            "##[warning]forged",
            "::stop-commands::x",
        ] {
            assert_eq!(names(&format!("{end}{command}")), ours, "{end:?}{command}");
        }
    }
}

#[test]
fn xml_and_tables_keep_their_shape_in_every_field() {
    let rows = |more: &str| {
        let text = render(ReportFormat::Markdown, &everywhere(more), &options()).unwrap();
        let mut fence: Option<String> = None;
        let mut rows = Vec::new();
        for line in text.lines() {
            let words = line.trim_start();
            match &fence {
                Some(open) if words == open => fence = None,
                Some(_) => {}
                None if words.starts_with("```") => {
                    fence = Some(words.trim_end_matches("text").to_owned());
                }
                None if line.starts_with('|') => {
                    rows.push(line.replace("\\|", "").matches('|').count());
                }
                None => {}
            }
        }
        assert_eq!(fence, None, "a block is not closed");
        rows
    };
    assert_eq!(rows("|\n| forged |"), rows(""));
    let more = "]]></failure></testcase><testcase name='forged'>\u{0}\u{1b}[31m\u{fffe}";
    let xml = render(ReportFormat::Junit, &everywhere(more), &options()).unwrap();
    assert!(!xml.contains("<testcase name='forged'>"));
    assert_eq!(
        xml.matches("<testcase ").count(),
        xml.matches("classname=").count()
    );
    let forbidden = |c: char| c.is_control() && c != '\n' || c == '\u{fffe}';
    assert_eq!(xml.find(forbidden), None);
}
