//! What a run says about itself: tests, findings and spans.
//!
//! The harness in a learner's process writes [`Message`]s, the checker reads
//! them. Nothing here decides anything. What the system knows of processes, threads
//! and memory is read here too, as both may have to look.

mod control;
mod count;
mod difference;
mod finding;
mod message;
mod process;
mod promises;
mod reply;
mod resident;
mod seal;
mod span;
mod speed_up;
mod thread_times;

pub use control::{Control, Misread, PROTOCOL};
pub use count::{Count, only};
pub use difference::difference;
pub use finding::{Finding, Kind, Location};
pub use message::{Message, Outcome, Question};
pub use process::{Claim, Left, ProcessId, Program, Seen};
pub use promises::Promises;
pub use reply::{Answer, Reply};
pub use resident::{Peak, Resident};
pub use seal::{Needs, Network, Order, Seal};
pub use span::{Activity, Clock, End, Span, SpanId, Spans};
pub use speed_up::SpeedUp;
pub use thread_times::{ThreadTimes, Threads};
