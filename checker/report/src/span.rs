//! Work that was seen to start and to end: what a timeline is drawn from.

use crate::Message;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Tells the spans of one run apart.
pub type SpanId = u64;

/// The clock that a run's times were read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Clock {
    /// Real, monotonic time.
    #[default]
    Real,
    /// Simulated time, exact: a sleep costs what it says and nothing else does.
    Virtual,
    /// No time at all, but steps that threads took in turns: a millisecond is
    /// one step.
    Steps,
}

/// What somebody does while a piece of work is under way, where that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Activity {
    /// Uses a processor.
    Computing,
    /// Waits at an `.await`: its thread is free for others.
    Waiting,
    /// Waits, and its thread with it: nobody else can use that.
    Blocking,
    /// Waits for a lock that somebody else holds.
    Locking,
}

/// How a piece of work ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum End {
    /// It ran to its end.
    Finished,
    /// It was dropped before its end.
    Cancelled,
    /// It panicked.
    Panicked,
    /// The run ended before it did.
    Open,
}

/// One piece of work on the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// The name of the row: `user 7`, `chunk 3 of A`.
    pub item: String,
    /// Who did it: a thread's or a task's name.
    pub lane: String,
    /// It waits for other work, such as a request, and is none itself.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub waits: bool,
    /// What it does, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activity: Option<Activity>,
    /// From the start of the test.
    pub start: Duration,
    /// From the start of the test; for an open span, the last time known.
    pub end: Duration,
    /// How it ended.
    pub how: End,
}

/// The spans of one test, in the order in which they started.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Spans {
    /// Where the times were read.
    pub clock: Clock,
    /// The spans.
    pub spans: Vec<Span>,
}

impl Spans {
    /// Put the spans together from what a run reported. What never ended is
    /// open and lasts until the latest time that was reported.
    #[must_use]
    pub fn from_messages<'a>(messages: impl IntoIterator<Item = &'a Message>) -> Self {
        let mut ids = Vec::new();
        let mut spans: Vec<Span> = Vec::new();
        let mut clock = Clock::Real;
        let mut latest = Duration::ZERO;
        for message in messages {
            match message {
                Message::Clock { clock: used } => clock = *used,
                Message::SpanStarted {
                    id,
                    item,
                    lane,
                    waits,
                    activity,
                    at_us,
                } => {
                    let start = Duration::from_micros(*at_us);
                    latest = latest.max(start);
                    ids.push(*id);
                    let (item, lane) = (item.clone(), lane.clone());
                    spans.push(Span {
                        item,
                        lane,
                        waits: *waits,
                        activity: *activity,
                        start,
                        end: start,
                        how: End::Open,
                    });
                }
                Message::SpanEnded { id, how, at_us } => {
                    let end = Duration::from_micros(*at_us);
                    latest = latest.max(end);
                    if let Some(index) = ids.iter().position(|known| known == id) {
                        spans[index].end = end;
                        spans[index].how = *how;
                    }
                }
                Message::Speaks { .. }
                | Message::Started
                | Message::Promised { .. }
                | Message::Tests { .. }
                | Message::Finding(_)
                | Message::Finished { .. }
                | Message::Note { .. }
                | Message::SpeedUp(_)
                | Message::Sealed(_)
                | Message::Ask { .. }
                | Message::Overlapped { .. }
                | Message::Expected { .. }
                | Message::Got { .. }
                | Message::Confirmed { .. } => {}
            }
        }
        for span in spans.iter_mut().filter(|span| span.how == End::Open) {
            span.end = latest;
        }
        Self { clock, spans }
    }

    /// The most spans that were under way at the same moment. Spans that only
    /// touch (one ends as the other starts) do not overlap.
    #[must_use]
    pub fn peak(&self) -> usize {
        let overlap = |at: &Span| {
            let others = self.work().filter(|s| s.start <= at.start);
            others.filter(|s| at.start < s.end).count()
        };
        self.work().map(overlap).max().unwrap_or(0)
    }

    /// What was done. Who waits for it is counted where nothing else was seen.
    fn work(&self) -> impl Iterator<Item = &Span> {
        let all = self.spans.iter().all(|span| span.waits);
        self.spans.iter().filter(move |span| all || !span.waits)
    }

    /// Nobody does anything else than to wait at an `.await`, as far as is known.
    #[must_use]
    pub fn only_wait(&self) -> bool {
        let mut spans = self.spans.iter();
        spans.all(|span| span.activity.is_none_or(|one| one == Activity::Waiting))
    }

    /// From the first start to the last end.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        let start = self.spans.iter().map(|s| s.start).min().unwrap_or_default();
        let end = self.spans.iter().map(|s| s.end).max().unwrap_or_default();
        end.saturating_sub(start)
    }

    /// What the same work would have taken one after another.
    #[must_use]
    pub fn one_after_another(&self) -> Duration {
        self.work().map(|s| s.end.saturating_sub(s.start)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(start: u64, end: u64) -> Span {
        Span {
            item: String::new(),
            lane: String::new(),
            waits: false,
            activity: None,
            start: Duration::from_millis(start),
            end: Duration::from_millis(end),
            how: End::Finished,
        }
    }

    #[test]
    fn spans_that_only_touch_do_not_overlap() {
        let spans = Spans {
            clock: Clock::Virtual,
            spans: vec![span(0, 50), span(50, 80)],
        };
        assert_eq!(spans.peak(), 1);
        assert_eq!(spans.elapsed(), Duration::from_millis(80));
    }

    #[test]
    fn who_waits_for_work_does_none() {
        let request = Span {
            waits: true,
            ..span(0, 60)
        };
        let mut spans = Spans {
            clock: Clock::Virtual,
            spans: vec![request, span(10, 50)],
        };
        assert_eq!(spans.peak(), 1);
        assert_eq!(spans.elapsed(), Duration::from_millis(60));
        assert_eq!(spans.one_after_another(), Duration::from_millis(40));
        spans.spans.pop();
        assert_eq!(spans.peak(), 1);
        assert_eq!(spans.one_after_another(), Duration::from_millis(60));
    }

    #[test]
    fn overlapping_spans_are_counted_and_added_up() {
        let spans = Spans {
            clock: Clock::Virtual,
            spans: vec![span(0, 50), span(0, 30)],
        };
        assert_eq!(spans.peak(), 2);
        assert_eq!(spans.elapsed(), Duration::from_millis(50));
        assert_eq!(spans.one_after_another(), Duration::from_millis(80));
    }

    #[test]
    fn what_never_ended_is_open_until_the_last_time_known() {
        let started = |id, at_us| Message::SpanStarted {
            id,
            item: "a".into(),
            lane: "main".into(),
            waits: false,
            activity: None,
            at_us,
        };
        let messages = [
            started(1, 0),
            started(2, 10),
            Message::SpanEnded {
                id: 2,
                how: End::Finished,
                at_us: 40,
            },
        ];
        let spans = Spans::from_messages(&messages);
        assert_eq!(spans.spans[0].how, End::Open);
        assert_eq!(spans.spans[0].end, Duration::from_micros(40));
        assert_eq!(spans.spans[1].how, End::Finished);
    }
}
