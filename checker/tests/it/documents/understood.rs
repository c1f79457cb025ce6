//! The command line understands every command that a text names: there is the
//! subcommand, and it has the options.

use super::elsewhere::{ELSEWHERE, PROGRAMS, is_elsewhere};
use super::examples::is_example;
use super::texts::{Written, blocks, calls, read, spans, templates, texts};
use clap::error::ErrorKind;
use std::ffi::OsString;
use workbook::cli;

/// Options in texts that are not the program's.
const OTHERS: [&str; 2] = ["--bench class", "--open"];

#[test]
fn every_call_of_the_program_is_understood() {
    let mut understood = 0;
    for written in all() {
        if let Some(words) = words_of_a_call(&written.line) {
            understands(&written, words);
            understood += 1;
        }
    }
    assert!(understood > 60, "only {understood} calls were found");
}

#[test]
fn every_subcommand_named_without_the_program_is_understood() {
    let names: Vec<String> = subcommands(&cli::command());
    for written in texts().iter().flat_map(|file| spans(file)) {
        let mut words = written.line.split(' ');
        let first = words.next().unwrap_or_default();
        let second = words.next().unwrap_or_default();
        let is_call = names.iter().any(|name| name == first) && !second.is_empty();
        // `test failure` and the like begin with no subcommand; a single word
        // may be the name of anything.
        if is_call {
            understands(&written, words_of(&written.line));
        }
    }
}

#[test]
fn every_option_named_alone_exists() {
    let command = cli::command();
    for written in texts().iter().flat_map(|file| spans(file)) {
        if !written.line.starts_with("--") || OTHERS.contains(&&*written.line) {
            continue;
        }
        let word = written
            .line
            .split([' ', '=', '['])
            .next()
            .unwrap_or_default();
        let name = word.trim_start_matches('-');
        assert!(
            has_option(&command, name),
            "{written:?}: there is no such option"
        );
    }
}

#[test]
fn every_other_command_is_known() {
    for written in all() {
        let first = written.line.split(' ').next().unwrap_or_default();
        let second = written.line.split(' ').nth(1).unwrap_or_default();
        let is_command =
            first.starts_with("./") || (PROGRAMS.contains(&first) && !second.is_empty());
        if !is_command || words_of_a_call(&written.line).is_some() {
            continue;
        }
        let known =
            is_elsewhere(&written.line) || is_benchmark(&written.line) || is_example(&written.line);
        assert!(
            known,
            "{written:?} is neither run nor listed in elsewhere.rs"
        );
    }
}

#[test]
fn what_is_listed_as_not_run_is_still_written_somewhere() {
    let all = all();
    for (line, why) in ELSEWHERE {
        let written = all.iter().any(|written| written.line == *line);
        assert!(written, "no text says `{line}` any more ({why})");
    }
}

#[test]
fn every_benchmark_is_run_with_a_limit() {
    let manifest = read("checker/Cargo.toml");
    let names = manifest.split("[[bench]]\nname = \"").skip(1);
    let names: Vec<&str> = names.filter_map(|rest| rest.split('"').next()).collect();
    let run = read(".ci/run");
    let list = format!("for bench in {}; do", names.join(" "));
    assert!(run.contains(&list), ".ci/run has no `{list}`");
    assert!(run.contains("timeout "), "a benchmark may hang");
}

/// `cargo bench -p workbook --bench NAME`, which `.ci/run` runs.
fn is_benchmark(line: &str) -> bool {
    let name = line.strip_prefix("cargo bench -p workbook --bench ");
    let target = name.map(|name| format!("[[bench]]\nname = \"{name}\"\n"));
    target.is_some_and(|target| read("checker/Cargo.toml").contains(&target))
}

/// Every command line, and everything else between backticks.
fn all() -> Vec<Written> {
    let mut all = Vec::new();
    for file in texts() {
        all.extend(spans(&file));
        let lines = blocks(&file).into_iter().flatten();
        all.extend(lines.map(|line| Written {
            file: file.clone(),
            line,
        }));
    }
    all.extend(templates().iter().flat_map(|file| calls(file)));
    all
}

/// The words behind the program's name. `cargo run --` is the program, since it
/// is the one that runs by default.
fn words_of_a_call(line: &str) -> Option<Vec<String>> {
    let rest = line.strip_prefix("workbook ");
    let rest = rest.or_else(|| line.strip_prefix("cargo run -- "))?;
    Some(words_of(rest))
}

/// The words that a shell would make of it, with something in place of what is
/// to be filled in.
fn words_of(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for word in shell_words(text) {
        if ["|", "||", "&&", ";", "&"].contains(&&*word) {
            break;
        }
        let filled = filled_in(&word);
        if !filled.is_empty() {
            words.push(filled);
        }
    }
    words
}

/// Split at spaces outside of quotes, up to a redirection.
fn shell_words(text: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), String::new(), None);
    for letter in text.chars() {
        match (quote, letter) {
            (Some(end), _) if letter == end => quote = None,
            (None, '"' | '\'') => quote = Some(letter),
            (None, ' ') => words.push(std::mem::take(&mut word)),
            (None, '>') => {
                word.clear();
                break;
            }
            (None, ';') => break,
            _ => word.push(letter),
        }
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words
}

/// `[NAME]` is a name, `$part/$PARTS` is a share, `a|b` is a choice.
fn filled_in(word: &str) -> String {
    let word = word.trim_matches(['[', ']']).trim_end_matches("..");
    if let Some((format, _)) = word.split_once("=$") {
        return format!("{format}=1");
    }
    if word.contains('$') {
        let shares = word.matches('/').count() == 1 && word.starts_with('$');
        let optional = word.contains("[@]") || word.ends_with("resume");
        return match (optional, shares && word.matches('$').count() == 2) {
            (true, _) => String::new(),
            (_, true) => "1/1".to_owned(),
            _ => "1".to_owned(),
        };
    }
    match word {
        "N" | "X" | "PCT" => "1".to_owned(),
        "I/N" => "1/1".to_owned(),
        "SHELL" => "bash".to_owned(),
        _ => word.split('|').next().unwrap_or_default().to_owned(),
    }
}

#[track_caller]
fn understands(written: &Written, words: Vec<String>) {
    let Err(error) = cli::parse(words.iter().map(OsString::from)) else {
        return;
    };
    // A text may ask for the version, or name a command without all that it needs.
    let named = [
        ErrorKind::DisplayVersion,
        ErrorKind::MissingRequiredArgument,
        ErrorKind::MissingSubcommand,
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand,
    ];
    assert!(named.contains(&error.kind()), "{written:?}: {error}");
}

fn subcommands(command: &clap::Command) -> Vec<String> {
    let names = command
        .get_subcommands()
        .map(|sub| sub.get_name().to_owned());
    names.collect()
}

fn has_option(command: &clap::Command, name: &str) -> bool {
    let mut arguments = command.get_arguments();
    arguments.any(|argument| argument.get_long() == Some(name))
        || command.get_subcommands().any(|sub| has_option(sub, name))
}
