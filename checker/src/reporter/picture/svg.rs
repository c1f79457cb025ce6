//! A timeline as SVG: within a page, or as a file of its own.

use super::{COLORS, STYLE};
use crate::reporter::formats::clip;
use crate::reporter::markup::Escaped;
use crate::timeline::{ACTIVITIES, MOST_ROWS, Row, extent, of_clock, round_step, rows, tick};
use report::{Activity, Clock, End, Span, Spans};
use std::fmt::Write as _;
use std::time::Duration;

/// In units of the picture, of which about as many fit as there are pixels.
const WIDTH: f64 = 880.0;
const LABELS: f64 = 170.0;
const LANES: f64 = 150.0;
const ROW: f64 = 26.0;
const AXIS: f64 = 24.0;
/// Below the rows.
const FOOT: f64 = 6.0;
/// What is said below them, in a file of its own.
const CAPTION: f64 = 22.0;
/// More marks would touch each other.
const MOST_TICKS: u128 = 7;

/// What ran when, with what is to be said about it: a row for each piece of work, time from
/// left to right. More rows than `most` are folded. Empty where nothing ran.
#[must_use]
pub fn figure(spans: &Spans, most: usize) -> String {
    if spans.spans.is_empty() {
        return String::new();
    }
    let rows = rows(spans, most);
    let height = height(rows.shown.len());
    let summary = summary(spans, rows.hidden);
    let label = Escaped(&summary).to_string();
    let scale = Scale::new(spans);
    format!(
        "<figure data-clock=\"{}\" data-origin=\"{}\" data-length=\"{}\">\n\
         <svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"{label}\">\n\
         {}</svg>\n<figcaption>{label}{}</figcaption>\n</figure>\n",
        clock_name(spans.clock),
        scale.origin.as_micros(),
        scale.length.as_micros(),
        shapes(&rows.shown, &scale, height),
        legend(spans)
    )
}

/// The same as a file of its own, which takes nothing from elsewhere.
#[must_use]
pub fn document(title: &str, spans: &Spans) -> String {
    let rows = rows(spans, MOST_ROWS);
    let height = height(rows.shown.len());
    let total = height + CAPTION;
    let (title, summary) = (Escaped(title).to_string(), summary(spans, rows.hidden));
    let meanings: Vec<_> = meanings(spans)
        .into_iter()
        .map(|(_, words)| words)
        .collect();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {total}\" \
         width=\"{WIDTH}\" height=\"{total}\" role=\"img\" \
         font-family=\"system-ui, sans-serif\">\n\
         <title>{title}</title>\n<desc>{}</desc>\n<style>\n{COLORS}{STYLE}</style>\n\
         <rect width=\"{WIDTH}\" height=\"{total}\" style=\"fill:var(--page)\"/>\n\
         {}<text class=\"lane\" x=\"12\" y=\"{:.1}\">{}</text>\n</svg>\n",
        Escaped(&meanings.join(", ")),
        shapes(&rows.shown, &Scale::new(spans), height),
        height + 12.0,
        Escaped(&summary),
    )
}

fn height(rows: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a dozen rows")]
    let rows = rows as f64;
    AXIS + ROW * rows + FOOT
}

pub(super) fn clock_name(clock: Clock) -> &'static str {
    match clock {
        Clock::Real => "real",
        Clock::Virtual => "virtual",
        Clock::Steps => "steps",
    }
}

fn shapes(shown: &[Row<'_>], scale: &Scale, height: f64) -> String {
    let mut shapes = format!("<g class=\"axis\">\n{}</g>\n", axis(scale, height));
    let mut top = AXIS;
    for one in shown {
        shapes += &row(one, top, scale);
        top += ROW;
    }
    shapes
}

/// From times to places.
struct Scale {
    clock: Clock,
    origin: Duration,
    length: Duration,
}

impl Scale {
    fn new(spans: &Spans) -> Self {
        let (origin, length) = extent(spans);
        let clock = spans.clock;
        Self {
            clock,
            origin,
            length,
        }
    }

    fn x(&self, time: Duration) -> f64 {
        let room = WIDTH - LABELS - LANES;
        let length = self.length.as_secs_f64();
        if length <= 0.0 {
            return LABELS;
        }
        let offset = time.saturating_sub(self.origin).min(self.length);
        LABELS + room * offset.as_secs_f64() / length
    }
}

fn axis(scale: &Scale, height: f64) -> String {
    let mut text = String::new();
    let step = round_step(scale.clock, scale.length.as_micros().div_ceil(MOST_TICKS));
    let times = (0..).map(|number| step * number);
    for time in times.take_while(|time| *time <= scale.length) {
        let x = scale.x(scale.origin + time);
        // Writing to a `String` cannot fail.
        let _ = writeln!(
            text,
            "<line class=\"tick\" x1=\"{x:.1}\" y1=\"{:.1}\" x2=\"{x:.1}\" y2=\"{height:.1}\"/>\
             <text class=\"time\" x=\"{x:.1}\" y=\"14\">{}</text>",
            AXIS - 4.0,
            tick(scale.clock, time)
        );
    }
    text
}

fn row(row: &Row<'_>, top: f64, scale: &Scale) -> String {
    let middle = top + ROW / 2.0 + 4.5;
    let label = clip(&row.label, 22);
    let lane = clip(&row.lane, 20);
    let mut text = format!(
        "<text class=\"label\" x=\"{:.1}\" y=\"{middle:.1}\">{}</text>\n",
        LABELS - 12.0,
        Escaped(&label)
    );
    for span in &row.spans {
        text += &bar(span, top, scale);
    }
    // Writing to a `String` cannot fail.
    let _ = writeln!(
        text,
        "<text class=\"lane\" x=\"{:.1}\" y=\"{middle:.1}\">{}</text>",
        WIDTH - LANES + 12.0,
        Escaped(&lane)
    );
    text
}

/// What has a shape and a colour of its own is told by both. Waiting is thin: nothing is
/// used meanwhile.
fn bar(span: &Span, top: f64, scale: &Scale) -> String {
    let (start, end) = (scale.x(span.start), scale.x(span.end));
    let width = (end - start - 1.0).max(3.0);
    let (class, words) = look(span);
    let inset = match span.activity {
        Some(Activity::Waiting | Activity::Locking) => 9.0,
        None | Some(Activity::Computing | Activity::Blocking) => 4.0,
    };
    format!(
        "<rect class=\"{class}\" x=\"{start:.1}\" y=\"{:.1}\" width=\"{width:.1}\" \
         height=\"{:.1}\" rx=\"3\" data-item=\"{item}\" data-lane=\"{lane}\" \
         data-start=\"{}\" data-end=\"{}\" data-words=\"{words}\">\
         <title>{item}, {lane}: {} to {}, {words}</title></rect>\n",
        top + inset,
        ROW - 2.0 * inset,
        span.start.as_micros(),
        span.end.as_micros(),
        tick(scale.clock, span.start),
        tick(scale.clock, span.end),
        item = Escaped(&span.item),
        lane = Escaped(&span.lane),
    )
}

/// The class of a bar, and what is said of it.
fn look(span: &Span) -> (&'static str, &'static str) {
    match (span.how, span.activity) {
        (End::Cancelled, _) => ("cancelled", "dropped before its end"),
        (End::Panicked, _) => ("panicked", "panicked"),
        (End::Open, _) => ("open", "still running at the end"),
        (End::Finished, Some(Activity::Computing)) => ("computing", "computed"),
        (End::Finished, Some(Activity::Blocking)) => ("blocking", "blocked its thread"),
        (End::Finished, Some(Activity::Locking)) => ("locking", "waited for a lock"),
        (End::Finished, Some(Activity::Waiting)) => ("finished", "waited at an .await"),
        (End::Finished, None) => ("finished", "finished"),
    }
}

/// `2 at once at most · 50 ms · one after another it would have been 80 ms`
fn summary(spans: &Spans, hidden: usize) -> String {
    let time = of_clock(spans.clock);
    let mut text = match spans.clock {
        // One at a time takes a step.
        Clock::Steps => String::new(),
        Clock::Real | Clock::Virtual => format!("{} at once at most · ", spans.peak().max(1)),
    };
    text += &time(spans.elapsed());
    if spans.clock == Clock::Virtual {
        text += " of virtual time";
    }
    if spans.one_after_another() > spans.elapsed() {
        let serial = time(spans.one_after_another());
        text += &format!(" · one after another it would have been {serial}");
    }
    if hidden > 0 {
        text += &format!(" · and {hidden} more rows");
    }
    text
}

/// What the looks mean, as far as they are there.
fn meanings(spans: &Spans) -> Vec<(&'static str, &'static str)> {
    let ends = [
        (End::Cancelled, "cancelled", "dropped before its end"),
        (End::Panicked, "panicked", "panicked"),
        (End::Open, "open", "still running at the end"),
    ];
    let does = |activity| {
        let mut spans = spans.spans.iter();
        spans.any(|span| span.how == End::Finished && span.activity == Some(activity))
    };
    let ended = |how: End| spans.spans.iter().any(|span| span.how == how);
    let activities = ACTIVITIES
        .into_iter()
        .filter(|(activity, _)| !spans.only_wait() && does(*activity))
        .map(|(activity, words)| (class(activity), words));
    let ends = ends.into_iter().filter(|(how, _, _)| ended(*how));
    activities
        .chain(ends.map(|(_, class, words)| (class, words)))
        .collect()
}

fn class(activity: Activity) -> &'static str {
    match activity {
        Activity::Waiting => "waiting",
        Activity::Computing => "computing",
        Activity::Blocking => "blocking",
        Activity::Locking => "locking",
    }
}

fn legend(spans: &Spans) -> String {
    let shown = meanings(spans).into_iter().map(|(class, words)| {
        format!("<span class=\"key\"><i class=\"{class}\"></i>{words}</span>")
    });
    shown.collect()
}
