//! What was measured, as a table.

use super::figure::{Figure, Known, Values};
use crate::command::approach::{APPROACHES, Approach};

/// All that was measured.
pub(super) struct Table {
    pub(super) rows: Vec<Row>,
    pub(super) cores: usize,
    /// The same piece of computing again and again, in microseconds.
    pub(super) noise: Option<Known>,
}

/// What one approach costs.
pub(super) struct Row {
    pub(super) approach: Approach,
    /// Jobs that wait, in microseconds.
    pub(super) waiting: Figure,
    /// Jobs that compute, in microseconds.
    pub(super) computing: Figure,
    /// To start a job that does nothing and to see it end, in microseconds.
    pub(super) start: Figure,
    /// Bytes for each job that is under way.
    pub(super) memory: Figure,
    /// Threads of all processes, with all jobs under way.
    pub(super) threads: Figure,
}

/// Differences below these matter to nobody: 2 ms, 0.02 µs, 64 bytes, a few threads.
const SMALLEST: [f64; 4] = [2_000.0, 0.02, 64.0, 4.0];

impl Table {
    /// From the values of each approach, in their order.
    pub(super) fn of(values: &[Values], cores: usize) -> Self {
        let alone: Vec<f64> = values
            .iter()
            .flat_map(|values| values.of("alone_us").iter().copied())
            .collect();
        let [time, start, memory, threads] = SMALLEST;
        let rows = APPROACHES.into_iter().zip(values);
        let rows = rows.map(|(approach, values)| Row {
            approach,
            waiting: Figure::of(values.of("waiting_us"), time),
            computing: Figure::of(values.of("computing_us"), time),
            start: Figure::of(values.of("start_us"), start),
            memory: Figure::of(values.of("memory_bytes"), memory),
            threads: Figure::of(values.of("threads"), threads),
        });
        Self {
            rows: rows.collect(),
            cores,
            noise: Known::of(&alone),
        }
    }
}

impl Row {
    /// What was measured, with the name of each.
    pub(super) fn figures(&self) -> [(&'static str, &Figure); 5] {
        [
            ("waiting", &self.waiting),
            ("computing", &self.computing),
            ("start-up", &self.start),
            ("memory", &self.memory),
            ("threads", &self.threads),
        ]
    }
}

/// `0.021 ms` is hard to read: a time in the unit that suits it.
pub(super) fn time(microseconds: f64, micro: &str) -> String {
    match microseconds {
        value if value < 0.001 => "below 1 ns".to_owned(),
        value if value < 1.0 => format!("{:.0} ns", value * 1e3),
        value if value < 10.0 => format!("{value:.1} {micro}"),
        value if value < 1_000.0 => format!("{value:.0} {micro}"),
        value if value < 10_000.0 => format!("{:.1} ms", value / 1e3),
        value if value < 1e6 => format!("{:.0} ms", value / 1e3),
        value => format!("{:.2} s", value / 1e6),
    }
}

/// `12 KiB`; a page of memory shared out among all units is as good as nothing.
pub(super) fn memory(each: f64) -> String {
    let [_, _, smallest, _] = SMALLEST;
    match each < smallest {
        true => format!("below {smallest:.0} B"),
        false => bytes(each),
    }
}

fn bytes(bytes: f64) -> String {
    match bytes {
        value if value < 1_000.0 => format!("{value:.0} B"),
        value if value < 10.0 * 1024.0 => format!("{:.1} KiB", value / 1024.0),
        value if value < 1_000.0 * 1024.0 => format!("{:.0} KiB", value / 1024.0),
        value => format!("{:.1} MiB", value / 1024.0 / 1024.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_number_has_the_unit_that_suits_it() {
        let times = [0.0, 0.0021, 3.21, 42.4, 1_234.0, 20_400.0, 1_500_000.0];
        let words = times.map(|value| time(value, "us"));
        assert_eq!(
            words,
            [
                "below 1 ns",
                "2 ns",
                "3.2 us",
                "42 us",
                "1.2 ms",
                "20 ms",
                "1.50 s"
            ]
        );
        let sizes = [0.0, 512.0, 2_048.0, 51_200.0, 3_145_728.0].map(bytes);
        assert_eq!(sizes, ["0 B", "512 B", "2.0 KiB", "50 KiB", "3.0 MiB"]);
        assert_eq!([20.0, 64.0].map(memory), ["below 64 B", "64 B"]);
    }

    #[test]
    fn what_was_not_measured_is_unknown_and_the_rest_stays() {
        let mut values: Vec<Values> = APPROACHES.iter().map(|_| Values::default()).collect();
        values[0].add("waiting_us 400000 401000 402000\nalone_us 10 12 14\n");
        let table = Table::of(&values, 2);
        assert_eq!(table.rows.len(), APPROACHES.len());
        let known = table.rows[0].waiting.known().unwrap();
        assert_eq!((known.median, known.runs), (401_000.0, 3));
        assert!(table.rows[0].memory.reason().is_some());
        assert_eq!(table.noise.unwrap().median, 12.0);
    }
}
