//! Medians and ratios, as a table.

use std::time::Duration;

#[derive(Default)]
pub(crate) struct Table {
    rows: Vec<(&'static str, Vec<Duration>)>,
}

impl Table {
    pub(crate) fn add(&mut self, name: &'static str, time: Duration) {
        match self.rows.iter_mut().find(|(known, _)| *known == name) {
            Some((_, times)) => times.push(time),
            None => self.rows.push((name, vec![time])),
        }
    }

    /// Print the rows, then the ratios of the pairs `(ours, bare, bar)`.
    pub(crate) fn print(&self, pairs: &[(&str, &str, f64)]) {
        println!("| what | runs | median | fastest | slowest |\n| --- | --- | --- | --- | --- |");
        for (name, times) in &self.rows {
            let sorted = sorted(times);
            let (fastest, slowest) = (sorted[0], sorted[sorted.len() - 1]);
            println!(
                "| {name} | {} | {:.1?} | {fastest:.1?} | {slowest:.1?} |",
                times.len(),
                median(times)
            );
        }
        println!("\n| ratio of medians | measured | bar |\n| --- | --- | --- |");
        for (ours, bare, bar) in pairs {
            let ratio = self.median(ours).as_secs_f64() / self.median(bare).as_secs_f64();
            println!("| {ours} / {bare} | {ratio:.2} | {bar:.2} |");
        }
        println!();
    }

    pub(crate) fn median(&self, name: &str) -> Duration {
        let row = self
            .rows
            .iter()
            .find(|(known, _)| *known == name)
            .expect("a row of this name");
        median(&row.1)
    }
}

fn sorted(times: &[Duration]) -> Vec<Duration> {
    let mut times = times.to_vec();
    times.sort();
    times
}

fn median(times: &[Duration]) -> Duration {
    sorted(times)[times.len() / 2]
}
