//! What ran when, as it is written.

use report::{Span, Spans};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// What ran when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Timeline {
    /// `real`, `virtual`, or `steps`: a millisecond is one step.
    #[cfg_attr(test, schemars(schema_with = "super::schema::clock"))]
    pub clock: report::Clock,
    /// The most at once.
    pub peak: usize,
    /// From the first start to the last end.
    pub elapsed_us: u64,
    /// The sum of all.
    pub one_after_another_us: u64,
    /// In the order in which they started.
    pub spans: Vec<SpanReport>,
}

/// One piece of work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SpanReport {
    /// What.
    pub item: String,
    /// Which thread or task.
    pub lane: String,
    /// It waits for other work, such as a request, and is not counted as work.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub waits: bool,
    /// `computing`, `waiting`, `blocking` or `locking`, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schemars(schema_with = "super::schema::activity"))]
    pub activity: Option<report::Activity>,
    /// From the start of the test.
    pub start_us: u64,
    /// From the start of the test.
    pub end_us: u64,
    /// `finished`, `cancelled`, `panicked`, `open`.
    #[cfg_attr(test, schemars(schema_with = "super::schema::end"))]
    pub how: report::End,
}

impl Timeline {
    /// What it was made from.
    #[must_use]
    pub fn to_spans(&self) -> Spans {
        let spans = self.spans.iter().map(|span| Span {
            item: span.item.clone(),
            lane: span.lane.clone(),
            waits: span.waits,
            activity: span.activity,
            start: Duration::from_micros(span.start_us),
            end: Duration::from_micros(span.end_us.max(span.start_us)),
            how: span.how,
        });
        Spans {
            clock: self.clock,
            spans: spans.collect(),
        }
    }
}
