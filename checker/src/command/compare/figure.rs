//! A number that was measured several times, or the reason why it is not known.

use std::collections::BTreeMap;

/// A figure for a table.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Figure {
    /// Measured, and the same each time as far as that matters.
    Known(Known),
    /// Nobody can stand for it.
    Unknown(String),
}

/// A number and what it came of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Known {
    /// The middle one of all.
    pub(super) median: f64,
    /// The lowest; of five and more, the second lowest.
    pub(super) low: f64,
    /// The highest; of five and more, the second highest.
    pub(super) high: f64,
    /// How often it was measured.
    pub(super) runs: usize,
}

/// A figure whose values lie further apart than this part of it says nothing.
const MOST_SPREAD: f64 = 0.5;

impl Figure {
    /// What these values come to. `smallest` is the difference that matters to nobody.
    pub(super) fn of(values: &[f64], smallest: f64) -> Self {
        let Some(known) = Known::of(values) else {
            return Self::Unknown("this system does not tell it".to_owned());
        };
        let matters = known.high - known.low > smallest;
        if matters && known.spread() > MOST_SPREAD {
            let factor = known.high / known.low.max(f64::MIN_POSITIVE);
            return Self::Unknown(match factor < 100.0 {
                true => format!("it varied by a factor of {factor:.1} between runs"),
                false => "it varied wildly between runs".to_owned(),
            });
        }
        Self::Known(known)
    }

    pub(super) fn known(&self) -> Option<Known> {
        match self {
            Self::Known(known) => Some(*known),
            Self::Unknown(_) => None,
        }
    }

    pub(super) fn reason(&self) -> Option<&str> {
        match self {
            Self::Known(_) => None,
            Self::Unknown(reason) => Some(reason),
        }
    }
}

impl Known {
    /// `None` where nothing was measured.
    pub(super) fn of(values: &[f64]) -> Option<Self> {
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        let outliers = usize::from(sorted.len() >= 5);
        Some(Self {
            median: *sorted.get(sorted.len() / 2)?,
            low: *sorted.get(outliers)?,
            high: *sorted.get(sorted.len() - 1 - outliers)?,
            runs: sorted.len(),
        })
    }

    /// From the lowest to the highest, as a part of the figure.
    pub(super) fn spread(&self) -> f64 {
        match self.median > 0.0 {
            true => (self.high - self.low) / self.median,
            false => 0.0,
        }
    }
}

/// The values of each thing that was measured, by its name.
#[derive(Debug, Default)]
pub(super) struct Values(BTreeMap<String, Vec<f64>>);

impl Values {
    /// Take in what a program printed: a name and numbers in each line.
    pub(super) fn add(&mut self, printed: &str) {
        for line in printed.lines() {
            let mut words = line.split_whitespace();
            let Some(name) = words.next() else { continue };
            let values = words.filter_map(|word| word.parse::<f64>().ok());
            let known = self.0.entry(name.to_owned()).or_default();
            known.extend(values.filter(|value| value.is_finite()));
        }
    }

    pub(super) fn of(&self, name: &str) -> &[f64] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_value_counts_and_one_outlier_on_each_side_does_not() {
        let figure = Figure::of(&[10.0, 11.0, 90.0, 9.0, 1.0], 0.0);
        let want = Known {
            median: 10.0,
            low: 9.0,
            high: 11.0,
            runs: 5,
        };
        assert_eq!(figure, Figure::Known(want));
    }

    #[test]
    fn what_varies_too_much_is_not_known() {
        let figure = Figure::of(&[10.0, 20.0, 40.0], 0.0);
        let reason = figure.reason().unwrap();
        assert_eq!(reason, "it varied by a factor of 4.0 between runs");
        // Unless nobody minds.
        assert!(Figure::of(&[10.0, 20.0, 40.0], 50.0).known().is_some());
        assert_eq!(
            Figure::of(&[], 0.0).reason(),
            Some("this system does not tell it")
        );
    }

    #[test]
    fn what_is_printed_in_several_runs_comes_together() {
        let mut values = Values::default();
        values.add("waiting_us 20.5 21\nthreads 2\n\nodd x NaN\n");
        values.add("waiting_us 22\n");
        assert_eq!(values.of("waiting_us"), [20.5, 21.0, 22.0]);
        assert_eq!(values.of("threads"), [2.0]);
        assert!(values.of("odd").is_empty());
        assert!(values.of("none").is_empty());
    }
}
