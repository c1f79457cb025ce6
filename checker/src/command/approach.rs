//! The ways to run work that are compared, each with its programs.

use std::time::Duration;

/// A way to run work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Approach {
    /// For programs.
    pub(crate) key: &'static str,
    /// For people.
    pub(crate) name: &'static str,
    /// When it is the one to take.
    pub(crate) when: &'static str,
    /// What runs the jobs.
    source: &'static str,
    /// What memory is measured with: so many are under way.
    pub(crate) units: usize,
}

pub(crate) const APPROACHES: [Approach; 6] = [
    Approach {
        key: "sync",
        name: "one after another",
        when: "there is little to wait for, or little to do: nothing is simpler",
        source: include_str!("../../demos/approaches/sync.rs"),
        units: 1_000,
    },
    Approach {
        key: "threads",
        name: "threads",
        when: "some dozens of things block, or compute for long",
        source: include_str!("../../demos/approaches/threads.rs"),
        units: 1_000,
    },
    Approach {
        key: "async-current-thread",
        name: "async, one thread",
        when: "very many things wait, and what they share needs no lock",
        source: include_str!("../../demos/approaches/current_thread.rs"),
        units: 1_000,
    },
    Approach {
        key: "async-multi-thread",
        name: "async, many threads",
        when: "very many things wait, and each computes a little",
        source: include_str!("../../demos/approaches/multi_thread.rs"),
        units: 1_000,
    },
    Approach {
        key: "rayon",
        name: "rayon",
        when: "there is a lot of data, and the same to compute for each piece",
        source: include_str!("../../demos/approaches/rayon.rs"),
        units: 1_000,
    },
    Approach {
        key: "processes",
        name: "processes",
        when: "something may crash or hang, or has to be kept apart",
        source: include_str!("../../demos/approaches/processes.rs"),
        units: 20,
    },
];

/// How many jobs wait, and how long each.
pub(crate) const WAITING: (u32, u32) = (20, 20);
/// How many jobs compute.
pub(crate) const COMPUTING: u32 = 8;
/// What each of them computes: some milliseconds.
const STEPS: u64 = 8_000_000;

impl Approach {
    /// The program that measures it.
    pub(crate) fn program(&self) -> String {
        let (waiting, milliseconds) = WAITING;
        format!(
            "{measure}\n\
             const STEPS: u64 = {STEPS};\n\
             const WAITS: Duration = Duration::from_millis({milliseconds});\n\
             const WAITING: usize = {waiting};\n\
             const COMPUTING: usize = {COMPUTING};\n\
             mod job {{\n{job}\n}}\n\
             mod approach {{\n{approach}\n}}\n",
            measure = include_str!("../../demos/measure.rs"),
            job = include_str!("../../demos/job.rs"),
            approach = self.source,
        )
    }
}

impl Approach {
    /// The program that draws so many jobs, of which each first waits and then computes.
    pub(crate) fn picture(&self, jobs: usize, waits: Duration, computes: Duration) -> String {
        let [waits, computes] = [waits, computes].map(|time| time.as_millis());
        format!(
            "{picture}\n\
             const JOBS: usize = {jobs};\n\
             const WAITS: Duration = Duration::from_millis({waits});\n\
             const COMPUTES: Duration = Duration::from_millis({computes});\n\
             mod job {{\n{job}\n}}\n\
             mod approach {{\n{approach}\n}}\n",
            picture = include_str!("../../demos/picture.rs"),
            job = include_str!("../../demos/drawn_job.rs"),
            approach = self.source,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_the_units_is_what_the_program_measures() {
        for approach in APPROACHES {
            let digits: String = approach
                .source
                .split_once("UNITS: usize = ")
                .map(|(_, rest)| rest.chars().take_while(|c| *c != ';').collect())
                .unwrap_or_default();
            let units: usize = digits.replace('_', "").parse().unwrap();
            assert_eq!(units, approach.units, "{}", approach.key);
        }
    }
}
