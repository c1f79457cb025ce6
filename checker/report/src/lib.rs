//! What a run says about itself: tests, findings and spans.
//!
//! The harness in a learner's process writes [`Message`]s, the checker reads
//! them. Nothing here decides anything and nothing here does I/O.

mod control;
mod finding;
mod message;
mod seal;
mod span;
mod speed_up;
mod thread_times;

pub use control::{Control, Reply};
pub use finding::{Finding, Kind, Location};
pub use message::{Message, Outcome};
pub use seal::{Needs, Network, Order, Seal};
pub use span::{Clock, End, Span, SpanId, Spans};
pub use speed_up::SpeedUp;
pub use thread_times::{ThreadTimes, Threads};
