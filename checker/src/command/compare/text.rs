//! The table for people: bars for times, columns for the rest.

use super::figure::{Figure, Known};
use super::table::{Row, Table, memory, time};
use crate::command::approach::{COMPUTING, WAITING};
use crate::reporter::{Ink, Look, Page};

/// The widest name.
const NAME: usize = 19;
/// Longer bars say no more.
const WIDEST_BAR: usize = 60;
/// Where the values of bars stand.
const VALUE: usize = 8;

/// All of it.
pub(super) fn text(table: &Table, look: &Look) -> String {
    let mut page = Page::new(look);
    let (jobs, milliseconds) = WAITING;
    bars(
        &format!("{jobs} jobs wait for {milliseconds} ms each"),
        &table.rows,
        |row| &row.waiting,
        &mut page,
    );
    bars(
        &format!("{COMPUTING} jobs compute"),
        &table.rows,
        |row| &row.computing,
        &mut page,
    );
    costs(table, &mut page);
    when(table, &mut page);
    noise(table, &mut page);
    unknown(table, &mut page);
    page.into_text()
}

fn bars(title: &str, rows: &[Row], figure: fn(&Row) -> &Figure, page: &mut Page) {
    let look = page.look;
    page.gap();
    page.line(&look.paint(Ink::Strong, title));
    let known = |row: &Row| figure(row).known().map(|known| known.median);
    let longest = rows.iter().filter_map(known).fold(0.0, f64::max);
    let room = look.width.saturating_sub(2 + NAME + 2 + VALUE + 2);
    let room = room.clamp(10, WIDEST_BAR);
    for row in rows {
        let name = format!("{:NAME$}", row.approach.name);
        let (value, bar) = match known(row) {
            Some(value) => {
                let part = value / longest * room as f64;
                // As long as it is wide, and never nothing.
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a part of the width of a terminal"
                )]
                let length = (part.round() as usize).clamp(1, room);
                let bar = look.pick("█", "#").repeat(length);
                (time(value, micro(&look)), look.paint(Ink::Code, &bar))
            }
            None => ("?".to_owned(), String::new()),
        };
        page.line(&format!("  {name}  {value:>VALUE$}  {bar}"));
    }
}

fn costs(table: &Table, page: &mut Page) {
    let look = page.look;
    page.gap();
    let title = "Each unit, with many of them under way";
    page.line(&look.paint(Ink::Strong, title));
    let title = columns(["", "start-up", "memory", "threads"]);
    page.line(&look.paint(Ink::Faint, &title));
    for row in &table.rows {
        let name = row.approach.name;
        let start = value(&row.start, |us| time(us, micro(&look)));
        let memory = value(&row.memory, memory);
        let threads = value(&row.threads, |threads| format!("{threads:.0}"));
        let units = row.approach.units;
        let line = columns([name, &start, &memory, &threads]);
        let of = look.paint(Ink::Faint, &format!("with {units} units"));
        page.line(&format!("{line}  {of}"));
    }
}

fn columns([name, start, memory, threads]: [&str; 4]) -> String {
    format!("  {name:NAME$}  {start:>12}  {memory:>14}  {threads:>8}")
}

fn when(table: &Table, page: &mut Page) {
    page.gap();
    let title = page.look.paint(Ink::Strong, "When to use it");
    page.line(&title);
    for row in &table.rows {
        let label = format!("{:NAME$}  ", row.approach.name);
        page.labelled(2, &label, Ink::Plain, Ink::Plain, row.approach.when);
    }
}

/// How much can be believed of all this.
fn noise(table: &Table, page: &mut Page) {
    page.gap();
    let cores = match table.cores {
        1 => "1 processor".to_owned(),
        cores => format!("{cores} processors"),
    };
    let text = match table.noise {
        Some(noise) => format!(
            "Measured here, on {cores}, with tokio and rayon as they are built for the exercises: \
             without optimizations. {} It was repeated {} times.",
            said_of(&noise, micro(&page.look)),
            noise.runs
        ),
        None => format!("Measured here, on {cores}; how noisy the machine was is not known."),
    };
    page.prose(0, Ink::Faint, &text);
}

/// How noisy the machine was.
pub(super) fn said_of(noise: &Known, micro: &str) -> String {
    let word = match noise.spread() {
        spread if spread < 0.1 => "quiet",
        spread if spread < 0.5 => "somewhat noisy",
        _ => "noisy",
    };
    format!(
        "The machine was {word}: the same computing alone took {} to {}.",
        time(noise.low, micro),
        time(noise.high, micro)
    )
}

/// Each `?` has a reason.
fn unknown(table: &Table, page: &mut Page) {
    let mut reasons = Vec::new();
    for row in &table.rows {
        for (what, figure) in row.figures() {
            if let Some(reason) = figure.reason() {
                reasons.push(format!("{}, {what}: {reason}", row.approach.name));
            }
        }
    }
    if reasons.is_empty() {
        return;
    }
    page.gap();
    let mut label = "?  ";
    for reason in reasons {
        page.labelled(0, label, Ink::Warn, Ink::Plain, &reason);
        label = "   ";
    }
}

fn value(figure: &Figure, words: impl Fn(f64) -> String) -> String {
    let known = figure.known();
    known.map_or_else(|| "?".to_owned(), |known| words(known.median))
}

fn micro(look: &Look) -> &'static str {
    look.pick("µs", "us")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::approach::APPROACHES;
    use crate::command::compare::figure::Values;

    fn table() -> Table {
        let mut values: Vec<Values> = APPROACHES.iter().map(|_| Values::default()).collect();
        for (index, values) in values.iter_mut().enumerate() {
            let long = 400_000 / (index + 1);
            values.add(&format!(
                "waiting_us {long} {long}\ncomputing_us 1000 80000\n"
            ));
            values.add("alone_us 10000 10100\nstart_us 3.0\nmemory_bytes 2048\nthreads 3\n");
        }
        Table::of(&values, 2)
    }

    #[test]
    fn known_figures_are_drawn_and_unknown_ones_have_a_reason() {
        let text = text(&table(), &Look::plain());
        assert!(text.contains("20 jobs wait for 20 ms each\n  one after another      400 ms  ##"));
        assert!(text.contains("  threads              ") && text.contains("  200 ms  ##"));
        assert!(text.contains("one after another, computing: it varied by a factor of 80.0"));
        assert!(text.contains("The machine was quiet"), "{text}");
        for line in text.lines() {
            assert!(line.chars().count() <= 80, "{line}");
        }
    }
}
