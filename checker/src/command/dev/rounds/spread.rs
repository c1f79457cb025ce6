//! How long something took, over many runs, in a fixed amount of memory.

use std::collections::BTreeMap;
use std::time::Duration;

/// Steps between a time and its double: the median is right to 5 %.
const STEPS: f64 = 8.0;

/// Many times of the same thing.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::command::dev) struct Spread {
    /// How many times fell into which step.
    steps: BTreeMap<u16, u32>,
    runs: usize,
    quickest: Duration,
    slowest: Duration,
}

impl Spread {
    pub(in crate::command::dev) fn add(&mut self, time: Duration) {
        *self.steps.entry(step(time)).or_default() += 1;
        self.quickest = match self.runs {
            0 => time,
            _ => self.quickest.min(time),
        };
        self.slowest = self.slowest.max(time);
        self.runs += 1;
    }

    /// How many times there are.
    pub(in crate::command::dev) fn runs(&self) -> usize {
        self.runs
    }

    /// Exact.
    pub(in crate::command::dev) fn slowest(&self) -> Duration {
        self.slowest
    }

    /// Half of the times are below it.
    pub(in crate::command::dev) fn median(&self) -> Duration {
        let mut left = self.runs.div_ceil(2);
        for (step, count) in &self.steps {
            let count = *count as usize;
            if left <= count {
                return middle(*step).clamp(self.quickest, self.slowest);
            }
            left -= count;
        }
        self.slowest
    }
}

/// The step of a time, from a microsecond on.
fn step(time: Duration) -> u16 {
    let micros = (time.as_secs_f64() * 1e6).max(1.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "at most 64 doublings"
    )]
    let step = (micros.log2() * STEPS) as u16;
    step
}

fn middle(step: u16) -> Duration {
    Duration::from_secs_f64(2f64.powf((f64::from(step) + 0.5) / STEPS) / 1e6)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spread(millis: &[u64]) -> Spread {
        let mut spread = Spread::default();
        for time in millis {
            spread.add(Duration::from_millis(*time));
        }
        spread
    }

    #[track_caller]
    fn check(millis: &[u64], median: f64, slowest: u64) {
        let spread = spread(millis);
        let got = spread.median().as_secs_f64() * 1e3;
        assert!((got / median - 1.0).abs() < 0.05, "{got} for {median}");
        assert_eq!(spread.slowest(), Duration::from_millis(slowest));
        assert_eq!(spread.runs(), millis.len());
    }

    #[test]
    fn the_median_is_near_and_the_slowest_exact() {
        check(&[40], 40.0, 40);
        check(&[30, 10, 20], 20.0, 30);
        check(&[10, 20, 30, 4000], 20.0, 4000);
        check(&[5000, 5000, 1], 5000.0, 5000);
    }

    #[test]
    fn many_times_need_no_more_room_than_a_few() {
        let mut many = Spread::default();
        for micros in 0..100_000 {
            many.add(Duration::from_micros(micros));
        }
        assert!(many.steps.len() < 150, "{}", many.steps.len());
        assert_eq!(Spread::default().median(), Duration::ZERO);
    }
}
