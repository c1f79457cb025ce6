//! Which spans share a row, and which rows are left out when there are many.

use report::{End, Span, Spans};
use std::time::Duration;

/// More rows than this are folded, where a picture stands beside other things.
pub const MOST_ROWS: usize = 12;

/// One line of bars that do not overlap.
#[derive(Debug, Clone, PartialEq)]
pub struct Row<'a> {
    /// What: the item, or the lane where a row is one thread's work.
    pub label: String,
    /// Who did it, or how many pieces it was.
    pub lane: String,
    /// In the order in which they started.
    pub spans: Vec<&'a Span>,
}

/// The rows to draw, and how many were left out.
#[derive(Debug, PartialEq)]
pub struct Rows<'a> {
    /// From top to bottom.
    pub shown: Vec<Row<'a>>,
    /// How many were left out.
    pub hidden: usize,
}

/// One row for each item and lane. Where that is more than `most`, one for each lane,
/// if its work never overlapped; else the rows that say most.
#[must_use]
pub fn rows(spans: &Spans, most: usize) -> Rows<'_> {
    let by_item = group(&spans.spans, |row, span| {
        row.label == span.item && row.lane == span.lane
    });
    if by_item.len() <= most {
        let (shown, hidden) = (by_item, 0);
        return Rows { shown, hidden };
    }
    if let Some(shown) = by_lane(&spans.spans, most) {
        return Rows { shown, hidden: 0 };
    }
    most_telling(by_item, most)
}

/// A span joins the first row that `fits` it and has no work at that time.
fn group(spans: &[Span], fits: impl Fn(&Row<'_>, &Span) -> bool) -> Vec<Row<'_>> {
    let mut rows: Vec<Row<'_>> = Vec::new();
    for span in spans {
        let free = rows
            .iter_mut()
            .find(|row| fits(row, span) && row.spans.iter().all(|other| !overlap(other, span)));
        match free {
            Some(row) => row.spans.push(span),
            None => rows.push(Row {
                label: span.item.clone(),
                lane: span.lane.clone(),
                spans: vec![span],
            }),
        }
    }
    rows
}

fn overlap(a: &Span, b: &Span) -> bool {
    let same_moment = a.start == b.start && a.end == b.end;
    same_moment || (a.start < b.end && b.start < a.end)
}

/// A row for each thread or task: who worked when, without the items' names.
fn by_lane(spans: &[Span], most: usize) -> Option<Vec<Row<'_>>> {
    let mut rows = group(spans, |row, span| row.lane == span.lane);
    let mut lanes: Vec<_> = rows.iter().map(|row| row.lane.clone()).collect();
    lanes.sort();
    lanes.dedup();
    if lanes.len() != rows.len() || rows.len() > most {
        return None; // A lane did two things at once: the rows would not say which.
    }
    for row in &mut rows {
        row.label = std::mem::take(&mut row.lane);
        row.lane = match row.spans.len() {
            1 => row.spans[0].item.clone(),
            many => format!("{many} pieces"),
        };
    }
    Some(rows)
}

/// The rows of work that did not end well, then the first ones, in their order.
fn most_telling(rows: Vec<Row<'_>>, most: usize) -> Rows<'_> {
    let room = most - 1; // The last line says how many are missing.
    let odd = |row: &Row<'_>| row.spans.iter().any(|span| span.how != End::Finished);
    let odd_rows = rows.iter().filter(|row| odd(row)).count().min(room / 2);
    let (mut odd_left, mut plain_left) = (odd_rows, room - odd_rows);
    let total = rows.len();
    let shown: Vec<_> = rows
        .into_iter()
        .filter(|row| {
            let left = if odd(row) {
                &mut odd_left
            } else {
                &mut plain_left
            };
            let keep = *left > 0;
            *left -= usize::from(keep);
            keep
        })
        .collect();
    let hidden = total - shown.len();
    Rows { shown, hidden }
}

/// When the picture starts and how long it lasts. Virtual time starts at zero,
/// because its times are exact; real time with the first piece of work.
#[must_use]
pub fn extent(spans: &Spans) -> (Duration, Duration) {
    let first = spans
        .spans
        .iter()
        .map(|s| s.start)
        .min()
        .unwrap_or_default();
    let last = spans.spans.iter().map(|s| s.end).max().unwrap_or_default();
    let origin = match spans.clock {
        report::Clock::Virtual | report::Clock::Steps => Duration::ZERO,
        report::Clock::Real => first,
    };
    (origin, last.saturating_sub(origin))
}

#[cfg(test)]
mod tests {
    use super::*;
    use report::Clock;

    fn span(item: &str, lane: &str, start: u64, end: u64, how: End) -> Span {
        let (start, end) = (Duration::from_millis(start), Duration::from_millis(end));
        let (item, lane) = (item.to_owned(), lane.to_owned());
        Span {
            item,
            lane,
            waits: false,
            activity: None,
            start,
            end,
            how,
        }
    }

    #[track_caller]
    fn check(spans: Vec<Span>, want: &[(&str, &str, usize)], want_hidden: usize) {
        let clock = Clock::Real;
        let spans = Spans { clock, spans };
        let rows = rows(&spans, MOST_ROWS);
        let seen: Vec<_> = rows
            .shown
            .iter()
            .map(|row| (row.label.as_str(), row.lane.as_str(), row.spans.len()))
            .collect();
        assert_eq!((seen.as_slice(), rows.hidden), (want, want_hidden));
    }

    #[test]
    fn the_same_item_on_the_same_lane_shares_a_row_while_it_does_not_overlap() {
        let f = End::Finished;
        check(
            vec![
                span("a", "main", 0, 10, f),
                span("a", "main", 10, 20, f),
                span("a", "main", 5, 15, f),
                span("a", "worker", 30, 40, f),
            ],
            &[("a", "main", 2), ("a", "main", 1), ("a", "worker", 1)],
            0,
        );
    }

    #[test]
    fn many_pieces_of_few_threads_become_a_row_for_each_thread() {
        let spans = (0..20)
            .map(|i| {
                let lane = format!("worker {}", i % 2);
                span(&format!("chunk {i}"), &lane, i * 10, i * 10 + 5, {
                    End::Finished
                })
            })
            .collect();
        check(
            spans,
            &[("worker 0", "10 pieces", 10), ("worker 1", "10 pieces", 10)],
            0,
        );
    }

    #[test]
    fn many_overlapping_rows_are_cut_but_what_ended_badly_is_kept() {
        let mut spans: Vec<_> = (0..26)
            .map(|i| span(&format!("user {i}"), "main", 0, 50, End::Finished))
            .collect();
        spans.push(span("user 26", "main", 0, 50, End::Cancelled));
        let clock = Clock::Real;
        let spans = Spans { clock, spans };
        let rows = rows(&spans, MOST_ROWS);
        assert_eq!(rows.hidden, 16);
        assert_eq!(rows.shown.len(), 11);
        assert_eq!(rows.shown[10].label, "user 26");
    }
}
