//! How a runner of GitHub Actions reads a log, by its own rules: blanks before
//! a command are passed over, `##[name]` counts anywhere in a line, and after
//! `stop-commands` nothing does until its word returns.

use super::{SAMPLES, TOKEN, options, sample};
use std::collections::BTreeMap;
use workbook::cli::ReportFormat;
use workbook::reporter::formats::render;

/// A command as the runner understood it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Command {
    pub(crate) name: String,
    pub(crate) properties: BTreeMap<String, String>,
    pub(crate) text: String,
}

const KNOWN: [&str; 12] = [
    "error",
    "warning",
    "notice",
    "debug",
    "group",
    "endgroup",
    "add-mask",
    "set-output",
    "save-state",
    "set-env",
    "add-path",
    "stop-commands",
];

/// The commands of a log. Like .NET's readers, it ends lines at either sign.
pub(crate) fn commands(log: &str) -> Vec<Command> {
    let mut commands = Vec::new();
    let mut stopped: Option<String> = None;
    for line in log.split(['\n', '\r']) {
        let known = |name: &str| {
            let name = name.to_lowercase();
            KNOWN.contains(&name.as_str()) || stopped.as_ref() == Some(&name)
        };
        let Some(command) = new_form(line, &known).or_else(|| old_form(line, &known)) else {
            continue;
        };
        if let Some(token) = &stopped {
            if command.name == *token {
                stopped = None;
            }
        } else if command.name == "stop-commands" {
            stopped = Some(command.text.to_lowercase());
        } else {
            commands.push(command);
        }
    }
    assert_eq!(stopped, None, "commands are still stopped at the end");
    commands
}

fn new_form(line: &str, known: &dyn Fn(&str) -> bool) -> Option<Command> {
    let (head, text) = line.trim_start().strip_prefix("::")?.split_once("::")?;
    let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
    known(name).then(|| Command {
        name: name.to_lowercase(),
        properties: properties
            .split(',')
            .filter_map(|pair| pair.trim_start().split_once('='))
            .map(|(key, value)| (key.to_owned(), unescape(value)))
            .collect(),
        text: unescape(text),
    })
}

fn old_form(line: &str, known: &dyn Fn(&str) -> bool) -> Option<Command> {
    let (head, text) = line.split_once("##[")?.1.split_once(']')?;
    let name = head.split(' ').next()?;
    known(name).then(|| Command {
        name: name.to_lowercase(),
        properties: BTreeMap::new(),
        text: text.to_owned(),
    })
}

fn unescape(text: &str) -> String {
    let pairs = [
        ("%0D", "\r"),
        ("%0A", "\n"),
        ("%3A", ":"),
        ("%2C", ","),
        ("%25", "%"),
    ];
    pairs
        .iter()
        .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

#[test]
fn the_runner_hears_only_our_own_commands() {
    for name in SAMPLES {
        let log = render(ReportFormat::Github, &sample(name), &options()).unwrap();
        let heard = commands(&log);
        let names: Vec<_> = heard.iter().map(|command| command.name.as_str()).collect();
        let ours = ["group", "endgroup", "error", "warning", "notice"];
        assert!(names.iter().all(|name| ours.contains(name)), "{names:?}");
        assert_eq!(&names[..2], ["group", "endgroup"]);
        let forged = |command: &&Command| command.text == "forged";
        assert_eq!(heard.iter().find(forged), None);
        assert_eq!(log.matches(&format!("::{TOKEN}::")).count(), 1);
    }
}

#[test]
fn annotations_stand_at_their_place_in_the_repository() {
    let log = render(ReportFormat::Github, &sample("mixed"), &options()).unwrap();
    let all = commands(&log);
    let at = |title: &str| {
        let has = |command: &&Command| {
            let own = command.properties.get("title");
            own.is_some_and(|own| own.starts_with(title))
        };
        let found = all
            .iter()
            .find(has)
            .unwrap_or_else(|| panic!("no {title}: {all:?}"));
        let get = |key: &str| found.properties.get(key).cloned().unwrap_or_default();
        (found.name.clone(), get("file"), get("line"), get("col"))
    };
    let lesson = "class/submissions/alice/exercises/03_async_fundamentals";
    let own = |values: [&str; 4]| {
        let [name, file, line, col] = values.map(str::to_owned);
        (name, file, line, col)
    };
    let file = format!("{lesson}/02_join.rs");
    assert_eq!(
        at("try_join: not concurrent"),
        own(["error", &file, "12", "5"])
    );
    let file = format!("{lesson}/05_spawn.rs");
    assert_eq!(
        at("spawn: does not compile"),
        own(["error", &file, "17", "30"])
    );
    let file = format!("{lesson}/07_joinset.rs");
    assert_eq!(
        at("joinset: flaky: it passed in 7 of"),
        own(["warning", &file, "30", "13"])
    );
    let notices: Vec<_> = all.iter().filter(|one| one.name == "notice").collect();
    assert_eq!(notices[0].text, "Points 8.5/50");
    assert_eq!(notices[1].text, r#"{"maxPoints":50,"totalPoints":8.5}"#);
}

#[test]
fn without_a_score_no_points_are_told() {
    let log = render(ReportFormat::Github, &sample("infra"), &options()).unwrap();
    assert!(
        !log.contains("Points ") && !log.contains("totalPoints"),
        "{log}"
    );
    let notices = commands(&log);
    let notices: Vec<_> = notices.iter().filter(|one| one.name == "notice").collect();
    assert!(notices[0].text.contains("callback could not be judged"));
}
