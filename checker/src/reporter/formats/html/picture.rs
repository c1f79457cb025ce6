//! A timeline as an inline SVG.

use super::Escaped;
use crate::reporter::formats::details;
use crate::reporter::formats::words::clip;
use crate::reporter::json::Timeline;
use crate::timeline::{Row, extent, of_clock, rows, tick};
use report::{Clock, End, Span, Spans};
use std::fmt::Write as _;
use std::time::Duration;

/// In units of the picture, of which about as many fit as there are pixels.
const WIDTH: f64 = 880.0;
const LABELS: f64 = 170.0;
const LANES: f64 = 150.0;
const ROW: f64 = 26.0;
const AXIS: f64 = 24.0;
/// More marks would touch each other.
const MOST_TICKS: u32 = 7;

/// What ran when: a row for each piece of work, time from left to right.
pub(super) fn picture(timeline: &Timeline) -> String {
    let spans = details::spans(timeline);
    if spans.spans.is_empty() {
        return String::new();
    }
    let rows = rows(&spans);
    let scale = Scale::new(&spans);
    #[expect(clippy::cast_precision_loss, reason = "a dozen rows")]
    let height = AXIS + ROW * rows.shown.len() as f64 + 6.0;
    let mut shapes = axis(&scale, height);
    for (number, one) in rows.shown.iter().enumerate() {
        #[expect(clippy::cast_precision_loss, reason = "a dozen rows")]
        let top = AXIS + ROW * number as f64;
        shapes += &row(one, top, &scale);
    }
    let summary = summary(&spans, rows.hidden);
    let label = Escaped(&summary).to_string();
    format!(
        "<figure>\n<svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"{label}\">\n\
         {shapes}</svg>\n<figcaption>{label}{}</figcaption>\n</figure>\n",
        legend(&spans)
    )
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

    /// The shortest of 1, 2, 5, 10, … µs that leaves few enough marks.
    fn step(&self) -> Duration {
        let mut power = 1;
        loop {
            for digit in [1, 2, 5] {
                let step = Duration::from_micros(digit * power);
                // There is nothing between two steps of threads.
                let whole = self.clock != Clock::Steps || digit * power >= 1_000;
                if whole && step * MOST_TICKS >= self.length {
                    return step;
                }
            }
            power *= 10;
        }
    }
}

fn axis(scale: &Scale, height: f64) -> String {
    let mut text = String::new();
    let step = scale.step();
    for number in 0..=MOST_TICKS {
        let time = step * number;
        if time > scale.length {
            break;
        }
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

fn bar(span: &Span, top: f64, scale: &Scale) -> String {
    let (start, end) = (scale.x(span.start), scale.x(span.end));
    let width = (end - start - 1.0).max(3.0);
    let class = match span.how {
        End::Finished => "finished",
        End::Cancelled => "cancelled",
        End::Panicked => "panicked",
        End::Open => "open",
    };
    format!(
        "<rect class=\"{class}\" x=\"{start:.1}\" y=\"{:.1}\" width=\"{width:.1}\" \
         height=\"{:.1}\" rx=\"3\"><title>{}, {}: {} to {}, {class}</title></rect>\n",
        top + 4.0,
        ROW - 8.0,
        Escaped(&span.item),
        Escaped(&span.lane),
        tick(scale.clock, span.start),
        tick(scale.clock, span.end),
    )
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

/// What the unusual colours mean, where there are any.
fn legend(spans: &Spans) -> String {
    let meanings = [
        (End::Cancelled, "cancelled", "dropped before its end"),
        (End::Panicked, "panicked", "panicked"),
        (End::Open, "open", "still running at the end"),
    ];
    let seen = |how: End| spans.spans.iter().any(|span| span.how == how);
    let shown = meanings.iter().filter(|(how, _, _)| seen(*how));
    let shown = shown.map(|(_, class, words)| {
        format!("<span class=\"key\"><i class=\"{class}\"></i>{words}</span>")
    });
    shown.collect()
}
