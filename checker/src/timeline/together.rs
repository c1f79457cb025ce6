//! Several pictures below one another on one axis, so that their lengths can be compared.

use crate::timeline::bar::Scale;
use crate::timeline::draw::{Columns, NARROW, legend, one, summary};
use crate::timeline::glyphs::Glyphs;
use crate::timeline::labels::labels;
use crate::timeline::line::{Line, Style};
use crate::timeline::rows::{MOST_ROWS, Row, extent, rows};
use report::Spans;
use std::time::Duration;

/// Draw each of `pictures` below its title, in at most `width` columns. All begin at the
/// left, and the longest ends at the right; pictures without spans are their title alone.
#[must_use]
pub fn together(pictures: &[(String, Spans)], width: usize, glyphs: Glyphs) -> Vec<Line> {
    let all: Vec<_> = pictures
        .iter()
        .map(|(_, spans)| rows(spans, MOST_ROWS))
        .collect();
    let shown: Vec<Row<'_>> = all.iter().flat_map(|rows| rows.shown.clone()).collect();
    let lengths = pictures.iter().map(|(_, spans)| extent(spans).1);
    let length = lengths.max().unwrap_or_default();
    let Some((_, first)) = pictures.first() else {
        return Vec::new();
    };
    let columns = Columns::new(first.clock, &shown, width.max(NARROW));
    let scale = |origin: Duration| Scale {
        origin,
        length,
        width: columns.bar,
    };
    let mut lines = Vec::new();
    if !shown.is_empty() {
        lines.push(columns.axis(first.clock, scale(Duration::ZERO), glyphs));
    }
    for ((title, spans), rows) in pictures.iter().zip(&all) {
        lines.push(one(title, Style::Label));
        let names: Vec<_> = rows.shown.iter().map(|row| row.label.as_str()).collect();
        let lanes: Vec<_> = rows.shown.iter().map(|row| row.lane.as_str()).collect();
        let names = labels(&names, columns.label, glyphs.ellipsis());
        let lanes = labels(&lanes, columns.lane, glyphs.ellipsis());
        for ((row, name), lane) in rows.shown.iter().zip(names).zip(lanes) {
            lines.push(columns.row(row, &name, &lane, scale(extent(spans).0), glyphs));
        }
        if !rows.shown.is_empty() {
            lines.extend(summary(spans, width, glyphs));
        }
    }
    // One for all: the marks mean the same everywhere.
    let everything = Spans {
        clock: first.clock,
        spans: pictures
            .iter()
            .flat_map(|(_, spans)| spans.spans.clone())
            .collect(),
    };
    lines.extend(legend(&everything, width, glyphs));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use report::{Clock, End, Span};

    fn spans(times: &[(u64, u64)]) -> Spans {
        let spans = times.iter().enumerate().map(|(index, (start, end))| Span {
            item: format!("job {}", index + 1),
            lane: "main".to_owned(),
            waits: false,
            activity: None,
            start: Duration::from_millis(*start),
            end: Duration::from_millis(*end),
            how: End::Finished,
        });
        Spans {
            clock: Clock::Real,
            spans: spans.collect(),
        }
    }

    fn bars(line: &Line) -> usize {
        line.plain().chars().filter(|c| "|-".contains(*c)).count()
    }

    #[test]
    fn the_same_time_has_the_same_length_in_all_of_them() {
        let pictures = [
            ("in turn".to_owned(), spans(&[(7, 107), (107, 207)])),
            ("at once".to_owned(), spans(&[(900, 1_000), (900, 1_000)])),
        ];
        let lines = together(&pictures, 80, Glyphs::Ascii);
        let text: Vec<_> = lines.iter().map(Line::plain).collect();
        let at = |title: &str| text.iter().position(|line| line.trim() == title).unwrap();
        let (turn, once) = (at("in turn"), at("at once"));
        let lengths = [turn + 1, turn + 2, once + 1, once + 2].map(|index| bars(&lines[index]));
        assert!(
            lengths
                .iter()
                .all(|length| length.abs_diff(lengths[0]) <= 1),
            "{text:?}"
        );
        assert!(
            text.iter().all(|line| line.chars().count() <= 80),
            "{text:?}"
        );
        assert_eq!(
            text.iter().filter(|line| line.contains("0 ms")).count(),
            3,
            "{text:?}"
        );
    }
}
