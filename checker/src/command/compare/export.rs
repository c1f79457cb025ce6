//! The table for programs and for documents.

use super::figure::{Figure, Known};
use super::table::{Row, Table, memory, time};
use super::text::said_of;
use crate::command::approach::{COMPUTING, WAITING};
use serde::Serialize;
use std::fmt::Write;

/// What each way to run work costs on a machine. Names and meanings are a public
/// interface.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Json {
    /// `workbook/compare/v1`.
    schema: &'static str,
    /// Processors that may be used.
    processors: usize,
    /// A piece of computing, again and again by itself, in microseconds: how much times vary
    /// here. `null` where it was not measured.
    noise: Option<Measured>,
    /// The ways, in the order of the table.
    approaches: Vec<JsonRow>,
}

/// One way to run work.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct JsonRow {
    /// `sequential`, `threads`, …
    name: &'static str,
    /// All jobs that wait, until the last one is done; in microseconds.
    waiting_us: JsonFigure,
    /// All jobs that compute, until the last one is done; in microseconds.
    computing_us: JsonFigure,
    /// For each unit: to start it and to see its end; in microseconds.
    start_us: JsonFigure,
    /// For each unit that is under way; in bytes.
    memory_bytes: JsonFigure,
    /// With all units under way.
    threads: JsonFigure,
    /// How many units memory and threads were measured with.
    units: usize,
    /// When to use it, for people.
    when: &'static str,
}

/// A figure, or why there is none.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(untagged)]
enum JsonFigure {
    /// It was measured, and can be stood for.
    Known(Measured),
    /// There is none that could be stood for.
    Unknown {
        /// Why, for people.
        unknown: String,
    },
}

/// A figure of several runs.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Measured {
    /// The one in the middle.
    median: f64,
    /// The lowest.
    low: f64,
    /// The highest.
    high: f64,
    /// How often it was measured.
    runs: usize,
}

impl From<Known> for Measured {
    fn from(known: Known) -> Self {
        let Known {
            median,
            low,
            high,
            runs,
        } = known;
        Self {
            median,
            low,
            high,
            runs,
        }
    }
}

impl From<&Figure> for JsonFigure {
    fn from(figure: &Figure) -> Self {
        match figure {
            Figure::Known(known) => Self::Known((*known).into()),
            Figure::Unknown(reason) => Self::Unknown {
                unknown: reason.clone(),
            },
        }
    }
}

pub(super) fn json(table: &Table) -> Json {
    let row = |row: &Row| JsonRow {
        name: row.approach.key,
        waiting_us: (&row.waiting).into(),
        computing_us: (&row.computing).into(),
        start_us: (&row.start).into(),
        memory_bytes: (&row.memory).into(),
        threads: (&row.threads).into(),
        units: row.approach.units,
        when: row.approach.when,
    };
    Json {
        schema: "workbook/compare/v1",
        processors: table.cores,
        noise: table.noise.map(Measured::from),
        approaches: table.rows.iter().map(row).collect(),
    }
}

/// A table, and below it what is unknown and why.
pub(super) fn markdown(table: &Table) -> String {
    let (jobs, milliseconds) = WAITING;
    let mut text = format!(
        "| | {jobs} jobs wait for {milliseconds} ms | {COMPUTING} jobs compute | start-up of a unit | \
         memory of a unit | threads | when to use it |\n| --- | --: | --: | --: | --: | --: | --- |\n"
    );
    let mut reasons = String::new();
    let micros = |us: f64| time(us, "µs");
    for row in &table.rows {
        let cells = [
            cell(&row.waiting, micros),
            cell(&row.computing, micros),
            cell(&row.start, micros),
            cell(&row.memory, memory),
            cell(&row.threads, |threads| format!("{threads:.0}")),
        ];
        let (name, when) = (row.approach.name, row.approach.when);
        // Writing to a `String` cannot fail.
        let _ = writeln!(text, "| {name} | {} | {when} |", cells.join(" | "));
        for (what, figure) in row.figures() {
            if let Some(reason) = figure.reason() {
                let _ = writeln!(reasons, "- {name}, {what}: {reason}");
            }
        }
    }
    if let Some(noise) = &table.noise {
        let _ = writeln!(
            text,
            "\n{} processors. {}",
            table.cores,
            said_of(noise, "µs")
        );
    }
    if !reasons.is_empty() {
        let _ = write!(text, "\nNot known:\n\n{reasons}");
    }
    text
}

fn cell(figure: &Figure, words: impl Fn(f64) -> String) -> String {
    let known = figure.known();
    known.map_or_else(|| "?".to_owned(), |known| words(known.median))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::approach::APPROACHES;
    use crate::command::compare::figure::Values;
    use crate::reporter::json::schema::is_published;

    #[test]
    fn programs_and_documents_see_what_is_unknown_and_why() {
        let mut values: Vec<Values> = APPROACHES.iter().map(|_| Values::default()).collect();
        values[1].add("waiting_us 20500 20600 20700\nstart_us 1 9\n");
        let table = Table::of(&values, 2);
        let document = json(&table);
        is_published("compare", &document);
        let json = serde_json::to_value(document).unwrap();
        let threads = &json["approaches"][1];
        assert_eq!(threads["name"], "threads");
        assert_eq!(threads["waiting_us"]["median"], 20_600.0);
        assert_eq!(threads["waiting_us"]["runs"], 3);
        assert_eq!(
            threads["start_us"]["unknown"],
            "it varied by a factor of 9.0 between runs"
        );
        let text = markdown(&table);
        assert!(text.contains("| threads | 21 ms | ? | ? |"), "{text}");
        assert!(text.contains("- threads, start-up: it varied by"), "{text}");
    }
}
