//! Single values: in range, one of a few words, safe in a path.

use super::super::error::{InfoError, Problem};
use super::super::paragraph::joined;
use super::super::reader::At;
use std::ops::RangeInclusive;

pub(super) fn folder(
    place: &str,
    key: &'static str,
    dir: &At<String>,
) -> Result<String, InfoError> {
    if is_plain(&dir.value) {
        return Ok(dir.value.clone());
    }
    let wanted = "one name of letters, digits, - and _";
    Err(out_of_range(place, key, wanted, dir.line, &dir.value))
}

pub(super) fn is_plain(name: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"_-".contains(&byte);
    !name.is_empty() && name.len() <= 64 && name.bytes().all(allowed)
}

pub(in super::super) fn whole(
    place: &str,
    key: &'static str,
    wanted: &'static str,
    number: &Option<At<i64>>,
    range: RangeInclusive<i64>,
) -> Result<Option<i64>, InfoError> {
    match number {
        Some(number) if !range.contains(&number.value) => {
            let found = number.value.to_string();
            Err(out_of_range(place, key, wanted, number.line, &found))
        }
        Some(number) => Ok(Some(number.value)),
        None => Ok(None),
    }
}

pub(super) fn choice<T: Copy>(
    place: &str,
    key: &'static str,
    wanted: &'static str,
    said: &Option<At<String>>,
    choices: &[(&str, T)],
) -> Result<Option<T>, InfoError> {
    let Some(said) = said else {
        return Ok(None);
    };
    let chosen = choices.iter().find(|(word, _)| *word == said.value);
    match chosen {
        Some((_, meaning)) => Ok(Some(*meaning)),
        None => Err(out_of_range(place, key, wanted, said.line, &said.value)),
    }
}

pub(super) fn out_of_range(
    place: &str,
    key: &'static str,
    wanted: &'static str,
    line: usize,
    found: &str,
) -> InfoError {
    let (place, found) = (place.to_owned(), format!("`{found}`"));
    let key = key.to_owned();
    at(
        line,
        Problem::OutOfRange {
            place,
            key,
            wanted,
            found,
        },
    )
}

pub(super) fn taken(place: &str, line: usize, what: String, first: usize) -> InfoError {
    let place = place.to_owned();
    at(
        line,
        Problem::Taken {
            place,
            what,
            line: first,
        },
    )
}

pub(super) fn at(line: usize, problem: Problem) -> InfoError {
    InfoError { line, problem }
}

pub(super) fn text_of(text: Option<At<String>>) -> Option<String> {
    let text = joined(&text?.value);
    (!text.is_empty()).then_some(text)
}

/// `03_async_fundamentals` as people write it: `Async fundamentals`.
pub(super) fn title_of(dir: &str) -> String {
    let words = dir.trim_start_matches(|c: char| c.is_ascii_digit() || c == '_' || c == '-');
    let words = words.replace(['_', '-'], " ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => dir.to_owned(),
    }
}
