//! Work of the shop, told in facts, and what it could be run on: for choosing by
//! the facts rather than by the name.
//!
//! ```
//! use lab::choice::{Code, Does, situations};
//!
//! let waits = situations().into_iter().filter(|(_, facts)| facts.does != Does::Computes);
//! assert!(waits.count() > 1);
//! let risky = situations().into_iter().find(|(_, facts)| facts.code == Code::MayCrash);
//! assert_eq!(risky.map(|(name, _)| name), Some("a plug-in of a partner"));
//! ```

use crate::ms;
use std::fmt;
use std::time::Duration;

/// What is known of some work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// So many pieces of it there are at a time.
    pub pieces: u32,
    /// One piece takes so long.
    pub each: Duration,
    /// What a piece spends this time on.
    pub does: Does,
    /// Whether the pieces need one another.
    pub order: Order,
    /// Who wants it done.
    pub caller: Caller,
    /// Whose code it is.
    pub code: Code,
}

/// What a piece of work spends its time on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Does {
    /// It waits, at an `.await`.
    Awaits,
    /// It waits, in a call that returns when the wait is over.
    Blocks,
    /// It computes from its beginning to its end.
    Computes,
}

/// Whether the pieces need one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Order {
    /// None needs another one.
    Any,
    /// Each needs what the one before it returned.
    OneAfterAnother,
}

/// Who wants the work done, and waits for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Caller {
    /// A thread with nothing else to do. There is no runtime.
    Thread,
    /// A task, on a thread of a runtime that other tasks need as well.
    Task,
}

/// Whose code the work is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Code {
    /// Our own, in Rust: what goes wrong is a panic.
    Ours,
    /// Somebody else's, and it may crash: what goes wrong is the end of the
    /// process that it runs in.
    MayCrash,
}

/// What work can be run on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tool {
    /// One piece after another, on the thread of the caller; in a task, with an
    /// `.await` for each piece that has one.
    PlainCode,
    /// `thread::scope`: a thread for each piece, with 2 MiB reserved for its
    /// stack. The caller waits in the call until the last one has ended.
    ScopedThreads,
    /// `join!`, `spawn`: a future for each piece, of some hundred bytes. They
    /// take turns on a few threads, at their `.await`s.
    AsyncTasks,
    /// `spawn_blocking`: a thread of the runtime's own pool for each piece, 512
    /// at most. A task awaits the result.
    BlockingPool,
    /// One pool with a thread for each core, in which pieces are shared out. A
    /// thread waits for it in the call, a task awaits a channel.
    Rayon,
    /// `Command`: a program for each piece, with a memory of its own. All that
    /// goes in and comes out is copied.
    Processes,
}

/// Why this tool.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// There is one piece at a time: the only one, or the next one.
    NothingToOverlap,
    /// To hand the work to anybody costs more than to do it.
    TooSmallToShare,
    /// Whatever waits can wait without a thread of its own.
    WaitingNeedsNoThread,
    /// Each of a few pieces, some dozens at most, can have a thread.
    AFewThreadsAreCheap,
    /// All cores compute at the same time.
    EveryCoreComputes,
    /// The thread of the caller is needed by others meanwhile.
    OthersNeedTheThread,
    /// What crashes takes nothing else with it.
    ACrashStaysOutside,
    /// Only one thread of a process runs at a time.
    OneThreadRunsAtATime,
    /// An `.await` makes work parallel.
    AwaitMakesItParallel,
}

/// Some situations of the shop, each with its name.
#[must_use]
pub fn situations() -> [(&'static str, Facts); 8] {
    use self::{Caller::*, Does::*};
    let (hour, nanosecond) = (Duration::from_secs(3_600), Duration::from_nanos(1));
    let chats = Facts::of(10_000, hour, Awaits, Task);
    let pictures = Facts::of(2_000, ms(20), Computes, Thread);
    let pages = Facts::of(3, ms(50), Blocks, Thread).one_after_another();
    let plug_in = Facts::of(1, ms(200), Computes, Thread).which_may_crash();
    let printer = Facts::of(1, ms(2_000), Blocks, Task);
    let hash = Facts::of(1, ms(2_000), Computes, Task);
    let tills = Facts::of(5, ms(100), Blocks, Thread);
    let cart = Facts::of(20, nanosecond, Computes, Thread);
    [
        ("chats that are open", chats),
        ("pictures to shrink", pictures),
        ("pages that link to the next", pages),
        ("a plug-in of a partner", plug_in),
        ("a printer, asked by the server", printer),
        ("a hash of 4 GiB, in the server", hash),
        ("tills to ask for their sales", tills),
        ("prices in a cart to add up", cart),
    ]
}

impl Facts {
    /// So many pieces, in any order, of our own code.
    #[must_use]
    pub fn of(pieces: u32, each: Duration, does: Does, caller: Caller) -> Self {
        let (order, code) = (Order::Any, Code::Ours);
        Self {
            pieces,
            each,
            does,
            order,
            caller,
            code,
        }
    }

    /// The same, but each piece needs what the one before it returned.
    #[must_use]
    pub fn one_after_another(self) -> Self {
        let order = Order::OneAfterAnother;
        Self { order, ..self }
    }

    /// The same, but it is somebody else's code.
    #[must_use]
    pub fn which_may_crash(self) -> Self {
        let code = Code::MayCrash;
        Self { code, ..self }
    }

    /// What it takes one piece after another.
    #[must_use]
    pub fn in_all(&self) -> Duration {
        self.each.saturating_mul(self.pieces)
    }
}

impl fmt::Display for Facts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { pieces, each, .. } = self;
        let does = match self.does {
            Does::Awaits => "awaits",
            Does::Blocks => "blocks",
            Does::Computes => "computes",
        };
        write!(f, "{pieces} × {each:?}, {does}")?;
        match self.order {
            Order::Any => {}
            Order::OneAfterAnother => f.write_str(", each needs the one before")?,
        }
        f.write_str(match self.caller {
            Caller::Thread => ", for a thread",
            Caller::Task => ", for a task",
        })?;
        match self.code {
            Code::Ours => Ok(()),
            Code::MayCrash => f.write_str(", may crash"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn facts_are_told_in_a_line() {
        let told = situations().map(|(_, facts)| facts.to_string());
        assert_eq!(told[1], "2000 × 20ms, computes, for a thread");
        let pages = "3 × 50ms, blocks, each needs the one before, for a thread";
        assert_eq!(told[2], pages);
        assert_eq!(told[3], "1 × 200ms, computes, for a thread, may crash");
    }

    #[test]
    fn no_situation_is_there_twice() {
        let names: HashSet<_> = situations().map(|(name, _)| name).into();
        let told: HashSet<_> = situations().map(|(_, facts)| facts.to_string()).into();
        assert_eq!((names.len(), told.len()), (8, 8));
    }
}
