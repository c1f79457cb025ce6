//! The whole picture.

use crate::timeline::axis::axis;
use crate::timeline::bar::{self, Scale};
use crate::timeline::duration::of_clock;
use crate::timeline::glyphs::Glyphs;
use crate::timeline::labels::labels;
use crate::timeline::line::{Line, Style, columns, fit};
use crate::timeline::rows::{MOST_ROWS, Row, extent, rows};
use report::{Activity, Clock, End, Spans};

/// In fewer columns there is only the summary.
pub(super) const NARROW: usize = 40;
/// More columns would only stretch the bars.
const WIDEST_BAR: usize = 120;
/// Between columns.
const GAP: &str = "  ";

/// Draw `spans` in at most `width` columns; nothing where there are none.
#[must_use]
pub fn draw(spans: &Spans, width: usize, glyphs: Glyphs) -> Vec<Line> {
    if spans.spans.is_empty() {
        return Vec::new();
    }
    if width < NARROW {
        return summary(spans, width, glyphs);
    }
    let rows = rows(spans, MOST_ROWS);
    let (origin, length) = extent(spans);
    let columns = Columns::new(spans.clock, &rows.shown, width);
    let scale = Scale {
        origin,
        length,
        width: columns.bar,
    };

    let mut lines = vec![columns.axis(spans.clock, scale, glyphs)];
    let names: Vec<_> = rows.shown.iter().map(|row| row.label.as_str()).collect();
    let lanes: Vec<_> = rows.shown.iter().map(|row| row.lane.as_str()).collect();
    let names = labels(&names, columns.label, glyphs.ellipsis());
    let lanes = labels(&lanes, columns.lane, glyphs.ellipsis());
    for ((row, name), lane) in rows.shown.iter().zip(names).zip(lanes) {
        lines.push(columns.row(row, &name, &lane, scale, glyphs));
    }
    if rows.hidden > 0 {
        let text = format!("{} and {} more", glyphs.ellipsis(), rows.hidden);
        lines.push(one(&text, Style::Axis));
    }
    lines.extend(legend(spans, width, glyphs));
    lines.extend(summary(spans, width, glyphs));
    lines
}

/// How wide each column is.
pub(super) struct Columns {
    pub(super) label: usize,
    pub(super) bar: usize,
    pub(super) lane: usize,
}

impl Columns {
    pub(super) fn new(clock: Clock, rows: &[Row<'_>], width: usize) -> Self {
        let widest = |text: fn(&Row<'_>) -> usize| rows.iter().map(text).max().unwrap_or(0);
        let least = clock_name(clock).len();
        let label = widest(|row| columns(&row.label)).clamp(least, (width / 4).max(least));
        let lane = widest(|row| columns(&row.lane)).min(width / 5);
        let gaps = if lane == 0 { GAP.len() } else { 2 * GAP.len() };
        let bar = (width - label - lane - gaps).min(WIDEST_BAR);
        Self { label, bar, lane }
    }

    pub(super) fn axis(&self, clock: Clock, scale: Scale, glyphs: Glyphs) -> Line {
        let label = fit(clock_name(clock), self.label, glyphs.ellipsis());
        let room = match self.lane {
            0 => self.bar,
            lane => self.bar + GAP.len() + lane,
        };
        let times = axis(clock, scale, room, glyphs);
        one(&format!("{label}{GAP}{times}"), Style::Axis)
    }

    pub(super) fn row(
        &self,
        row: &Row<'_>,
        name: &str,
        lane: &str,
        scale: Scale,
        glyphs: Glyphs,
    ) -> Line {
        let mut line = Line::default();
        line.push(name, Style::Label);
        line.push(GAP, Style::Blank);
        bar::draw(&row.spans, scale, glyphs, &mut line);
        if self.lane > 0 {
            line.push(GAP, Style::Blank);
            line.push(lane, Style::Lane);
        }
        line
    }
}

fn clock_name(clock: Clock) -> &'static str {
    match clock {
        Clock::Real => "",
        Clock::Virtual => "virtual",
        Clock::Steps => "steps",
    }
}

/// What somebody does, in words, where all pictures show it the same way.
pub const ACTIVITIES: [(Activity, &str); 4] = [
    (Activity::Waiting, "waits at an .await"),
    (Activity::Computing, "computes"),
    (Activity::Blocking, "blocks its thread"),
    (Activity::Locking, "waits for a lock"),
];

/// What the marks mean, as far as they are there and nobody knows them from elsewhere.
pub(super) fn legend(spans: &Spans, width: usize, glyphs: Glyphs) -> Vec<Line> {
    let shown = |activity| {
        let mut spans = spans.spans.iter();
        spans.any(|span| span.activity == Some(activity))
    };
    // Where everybody waits, as in most pictures, the bar says enough.
    let activities = ACTIVITIES
        .into_iter()
        .filter(|(activity, _)| shown(*activity) && !spans.only_wait())
        .map(|(activity, meaning)| {
            let body = glyphs.body(Some(activity), End::Finished);
            format!("{body}{body} {meaning}")
        });
    let meanings = [
        (End::Cancelled, "dropped before its end"),
        (End::Panicked, "panicked"),
        (End::Open, "still running at the end"),
    ];
    let ends = meanings
        .into_iter()
        .filter(|(how, _)| spans.spans.iter().any(|span| span.how == *how))
        .map(|(how, meaning)| format!("{} {meaning}", glyphs.end(how)));
    let parts: Vec<_> = activities.chain(ends).collect();
    flow(&parts, "   ", width, Style::Axis)
}

/// `2 at once at most · 50 ms · one after another it would have been 80 ms`,
/// broken between its parts where it is too long.
pub(super) fn summary(spans: &Spans, width: usize, glyphs: Glyphs) -> Vec<Line> {
    let time = of_clock(spans.clock);
    let mut parts = vec![
        format!("{} at once at most", spans.peak().max(1)),
        time(spans.elapsed()),
    ];
    if spans.clock == Clock::Steps {
        // One at a time takes a step.
        parts.remove(0);
    }
    if spans.one_after_another() > spans.elapsed() {
        let serial = time(spans.one_after_another());
        parts.push(format!("one after another it would have been {serial}"));
    }
    flow(&parts, glyphs.separator(), width, Style::Summary)
}

/// Put `parts` into as few lines as they need, broken between parts, or between
/// words where one part is too long by itself.
pub(super) fn flow(parts: &[String], separator: &str, width: usize, style: Style) -> Vec<Line> {
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        let fits = |line: &String, between: &str, text: &str| {
            columns(line) + columns(between) + columns(text) <= width
        };
        match lines.last_mut() {
            Some(line) if fits(line, separator, part) => {
                line.push_str(separator);
                line.push_str(part);
                continue;
            }
            _ => lines.push(String::new()),
        }
        for word in part.split(' ') {
            match lines.last_mut() {
                Some(line) if line.is_empty() => line.push_str(word),
                Some(line) if fits(line, " ", word) => {
                    line.push(' ');
                    line.push_str(word);
                }
                _ => lines.push(word.to_owned()),
            }
        }
    }
    lines.iter().map(|line| one(line, style)).collect()
}

pub(super) fn one(text: &str, style: Style) -> Line {
    let mut line = Line::default();
    line.push(text, style);
    line
}

#[cfg(test)]
mod tests;
