//! What a run says about itself: tests, findings and spans.
//!
//! The harness in a learner's process writes [`Message`]s, the checker reads
//! them. Nothing here decides anything and nothing here does I/O.

mod finding;
mod message;
mod span;

pub use finding::{Finding, Kind, Location};
pub use message::{Control, Message, Outcome};
pub use span::{Clock, End, Span, SpanId, Spans};
