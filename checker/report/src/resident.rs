//! Memory as the system counts it: also that of statics and stacks, which no
//! allocator sees.

use serde::{Deserialize, Serialize};

/// What of a process lies in memory at a moment, in bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Resident {
    /// Heap, stacks and statics: all that belongs to nobody's file, also where it
    /// was moved out to the disk.
    pub own: u64,
    /// Parts of files, as the program itself.
    pub of_files: u64,
    /// The most at any moment, since somebody asked for it.
    pub peak: u64,
    /// Whether the peak was made to begin now.
    pub begins: bool,
}

/// From when on a peak counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Peak {
    /// From this moment on, where the system can be asked for that.
    BeginsNow,
    /// From the moment on that it was last asked to begin.
    GoesOn,
}

impl Resident {
    /// From the text of `smaps_rollup`, which is exact, and of `status`, both in
    /// `/proc/PID`. `None` where they do not say.
    #[must_use]
    pub fn parse(rollup: &str, status: &str, begins: bool) -> Option<Self> {
        let all = field(rollup, "Rss:")?;
        let anonymous = field(rollup, "Anonymous:")?;
        Some(Self {
            own: anonymous + field(rollup, "Swap:").unwrap_or(0),
            of_files: all.saturating_sub(anonymous),
            peak: field(status, "VmHWM:")?,
            begins,
        })
    }
}

/// `Rss:   12 kB`, in bytes.
fn field(text: &str, name: &str) -> Option<u64> {
    let value = text.lines().find_map(|line| line.strip_prefix(name))?;
    let number = value.trim().strip_suffix("kB")?.trim_end();
    Some(number.parse::<u64>().ok()? * 1_024)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROLLUP: &str = "5581-7ffd ---p 00000000 00:00 0    [rollup]\n\
        Rss:     3000 kB\nAnonymous:    1000 kB\nSwap:    24 kB\nSwapPss:   1 kB\n";

    #[test]
    fn what_the_system_says_is_read() {
        let status = "Name:\ta\nVmHWM:\t    4000 kB\nVmRSS:\t 1 kB\n";
        let read = Resident::parse(ROLLUP, status, true).unwrap();
        let want = [1_024, 2_000, 4_000].map(|kib| kib * 1_024);
        assert_eq!([read.own, read.of_files, read.peak], want);
        assert_eq!(Resident::parse("", status, true), None);
        assert_eq!(Resident::parse(ROLLUP, "", true), None);
        assert_eq!(Resident::parse(ROLLUP, "VmHWM: much\n", true), None);
    }
}
