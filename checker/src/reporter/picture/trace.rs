//! A timeline as trace events, the JSON that Perfetto and Chrome's tracing open:
//! <https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU>.
//! A test is a process there, and who works in it a thread.

use super::Scene;
use report::{Activity, Clock, End, Span};
use serde_json::{Value, json};

/// All that ran, as one document. A reader takes events of one thread for calls within each
/// other; so what overlaps on one lane gets a track of its own.
#[must_use]
pub fn trace(scenes: &[Scene]) -> String {
    let mut events = Vec::new();
    for (index, scene) in scenes.iter().enumerate() {
        let process = index + 1;
        events.push(named("process_name", process, 0, &scene.title));
        for (index, track) in tracks(&scene.spans.spans).iter().enumerate() {
            let thread = index + 1;
            events.push(named(
                "thread_name",
                process,
                thread,
                track[0].lane.as_str(),
            ));
            let spans = track.iter();
            events.extend(spans.map(|span| event(span, process, thread, scene.spans.clock)));
        }
    }
    let document = json!({
        "displayTimeUnit": "ms",
        "otherData": { "program": "workbook" },
        "traceEvents": events,
    });
    format!("{document:#}\n")
}

fn named(what: &str, process: usize, thread: usize, name: &str) -> Value {
    json!({
        "ph": "M", "name": what, "pid": process, "tid": thread, "args": { "name": name },
    })
}

/// Spans of one lane that do not overlap, by when they start.
fn tracks(spans: &[Span]) -> Vec<Vec<&Span>> {
    let mut in_order: Vec<&Span> = spans.iter().collect();
    in_order.sort_by_key(|span| (span.start, span.end));
    let mut tracks: Vec<Vec<&Span>> = Vec::new();
    for span in in_order {
        let free = tracks.iter_mut().find(|track| {
            let last = track.last();
            last.is_some_and(|last| last.lane == span.lane && last.end <= span.start)
        });
        match free {
            Some(track) => track.push(span),
            None => tracks.push(vec![span]),
        }
    }
    tracks
}

fn event(span: &Span, process: usize, thread: usize, clock: Clock) -> Value {
    let length = span.end.saturating_sub(span.start);
    let mut event = json!({
        "name": span.item, "cat": category(span), "pid": process, "tid": thread,
        "ts": micros(span.start),
        "args": { "end": span.how, "clock": super::svg::clock_name(clock) },
    });
    let kind = match length.is_zero() {
        // A moment is an event of its own kind; with a length of 0, readers take its end
        // for that of another one.
        true => json!({ "ph": "i", "s": "t" }),
        false => json!({ "ph": "X", "dur": micros(length) }),
    };
    if let (Value::Object(event), Value::Object(kind)) = (&mut event, kind) {
        event.extend(kind);
    }
    event
}

fn category(span: &Span) -> &'static str {
    match (span.how, span.activity) {
        (End::Cancelled | End::Panicked | End::Open, _) => "unfinished",
        (End::Finished, Some(Activity::Computing)) => "computing",
        (End::Finished, Some(Activity::Waiting)) => "waiting",
        (End::Finished, Some(Activity::Blocking)) => "blocking",
        (End::Finished, Some(Activity::Locking)) => "locking",
        (End::Finished, None) => "work",
    }
}

fn micros(time: std::time::Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}
