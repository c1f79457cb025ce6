//! What of this process lies in memory, as the system counts it: also that of
//! statics and of stacks, which no allocator sees.

use crate::ask;
use report::{Answer, Peak, Question, Resident};
use std::sync::LazyLock;

/// What the system counted at a moment. Where it does not count, nothing is seen.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Before(Option<Resident>);

/// What lies in memory beyond what the allocator knows of, in bytes: the most at
/// once, and what was still there at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Unseen {
    pub(crate) peak: usize,
    pub(crate) kept: usize,
}

/// What was allocated meanwhile: the most at once, and at the end.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Allocated {
    pub(crate) peak: usize,
    pub(crate) kept: usize,
}

impl Before {
    /// A peak begins.
    pub(crate) fn now() -> Self {
        Self(look(Peak::BeginsNow))
    }

    /// What is there beyond `allocated`.
    pub(crate) fn unseen(self, allocated: Allocated) -> Unseen {
        let after = self.0.and_then(|_| look(Peak::GoesOn));
        let Some((before, after)) = self.0.zip(after) else {
            return Unseen { peak: 0, kept: 0 };
        };
        unseen(before, after, allocated)
    }
}

fn unseen(before: Resident, after: Resident, allocated: Allocated) -> Unseen {
    // What was given back to the allocator it may keep, so at the end there is as
    // much as at the peak, perhaps.
    let most = u64::try_from(allocated.peak.max(allocated.kept)).unwrap_or(u64::MAX);
    let kept = (after.own).saturating_sub(before.own).saturating_sub(most);
    // A peak from before the beginning tells nothing.
    let peak = match before.begins || after.peak > before.peak {
        true => {
            let code = after.of_files.saturating_sub(before.of_files);
            let begin = before.own + before.of_files;
            let grown = after.peak.saturating_sub(begin);
            grown.saturating_sub(code).saturating_sub(most)
        }
        false => 0,
    };
    let size = |bytes: u64| usize::try_from(bytes).unwrap_or(usize::MAX);
    Unseen {
        peak: size(peak.max(kept)),
        kept: size(kept),
    }
}

/// How far off the numbers may be for an answer that keeps nothing. Stacks grow by
/// pages, an allocator has some to spare, and a system that counts on each
/// processor by itself adds up some of it late.
pub(crate) fn slack() -> usize {
    const PAGES: usize = 128;
    let processors = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    (PAGES + 2 * processors.saturating_mul(2).max(32)) * *PAGE
}

/// The size of a page. A sealed process cannot ask for it.
static PAGE: LazyLock<usize> = LazyLock::new(page);

#[cfg(unix)]
fn page() -> usize {
    rustix::param::page_size()
}

#[cfg(not(unix))]
fn page() -> usize {
    4_096
}

fn look(peak: Peak) -> Option<Resident> {
    if !ask::is_sealed() {
        return look_at_ourselves(peak);
    }
    match ask::ask(Question::Memory(peak)) {
        Some(Answer::Memory(memory)) => memory,
        Some(Answer::Threads(_) | Answer::Busiest(_) | Answer::Worker(_) | Answer::Left(_))
        | None => None,
    }
}

/// As the checker does it from outside.
fn look_at_ourselves(peak: Peak) -> Option<Resident> {
    use std::fs;
    let begins = peak == Peak::BeginsNow && fs::write("/proc/self/clear_refs", "5").is_ok();
    let rollup = fs::read_to_string("/proc/self/smaps_rollup").ok()?;
    let status = fs::read_to_string("/proc/self/status").ok()?;
    Resident::parse(&rollup, &status, begins)
}

/// What has to be done before this process seals itself. Memory comes in pages of
/// the usual size from now on, and not in ones that are hundreds of times as large:
/// a stack of which little is used would have one.
pub(crate) fn prepare() {
    LazyLock::force(&PAGE);
    // Where the system has no such pages, nothing is to be done.
    #[cfg(target_os = "linux")]
    let _ = rustix::thread::disable_transparent_huge_pages(true);
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTHING: Allocated = Allocated { peak: 0, kept: 0 };

    fn resident(own: u64, of_files: u64, peak: u64, begins: bool) -> Resident {
        Resident {
            own,
            of_files,
            peak,
            begins,
        }
    }

    #[track_caller]
    fn check(before: Resident, after: Resident, allocated: Allocated, want: [usize; 2]) {
        let Unseen { peak, kept } = unseen(before, after, allocated);
        assert_eq!([peak, kept], want);
    }

    #[test]
    fn what_was_allocated_and_what_is_code_is_seen() {
        let before = resident(100, 50, 150, true);
        check(before, resident(100, 50, 150, false), NOTHING, [0, 0]);
        check(before, resident(130, 60, 190, false), NOTHING, [30, 30]);
        check(before, resident(100, 60, 190, false), NOTHING, [30, 0]);
        let allocated = Allocated { peak: 25, kept: 0 };
        check(before, resident(130, 60, 190, false), allocated, [5, 5]);
        check(before, resident(90, 50, 150, false), allocated, [0, 0]);
    }

    #[test]
    fn a_peak_from_before_tells_nothing() {
        let before = resident(100, 50, 900, false);
        check(before, resident(100, 50, 900, false), NOTHING, [0, 0]);
        check(before, resident(120, 50, 900, false), NOTHING, [20, 20]);
        check(before, resident(100, 50, 950, false), NOTHING, [800, 0]);
    }
}
