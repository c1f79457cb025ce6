//! The shop's nightly jobs.

use crate::{Journal, ms};
use instrument::{Activity, Recorder, world::Recorded};
use std::time::Duration;
use tokio::time::sleep;

/// A nightly job. Most do their work; some panic half-way.
///
/// ```
/// use lab::{Job, ms};
///
/// # #[tokio::main(flavor = "current_thread", start_paused = true)]
/// # async fn main() {
/// let backup = Job::returns("backup", "42 files saved", ms(30));
///
/// assert_eq!(backup.run().await, "42 files saved");
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Job {
    name: String,
    ending: Result<String, String>,
    latency: Duration,
    recorder: Recorder,
}

impl Job {
    /// A job that returns `output` after `latency`.
    #[must_use]
    pub fn returns(name: &str, output: &str, latency: Duration) -> Self {
        Self::new(name, Ok(output.to_owned()), latency)
    }

    /// A job that panics with `message` after `latency`.
    #[must_use]
    pub fn panics(name: &str, message: &str, latency: Duration) -> Self {
        Self::new(name, Err(message.to_owned()), latency)
    }

    /// Three jobs to try things with: the second one panics.
    #[must_use]
    pub fn sample() -> Vec<Self> {
        vec![
            Self::returns("backup", "42 files saved", ms(30)),
            Self::panics("invoices", "the printer is out of paper", ms(10)),
            Self::returns("cleanup", "3 carts emptied", ms(20)),
        ]
    }

    fn new(name: &str, ending: Result<String, String>, latency: Duration) -> Self {
        Self {
            name: name.to_owned(),
            ending,
            latency,
            recorder: Recorder::new().doing(Activity::Waiting),
        }
    }

    /// The job's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Do the work, and return what there is to say about it.
    ///
    /// # Panics
    ///
    /// If it is one of those jobs.
    pub async fn run(self) -> String {
        let call = self.recorder.begin(format!("job {}", self.name));
        sleep(self.latency).await;
        match self.ending {
            Ok(output) => {
                call.finish();
                output
            }
            Err(message) => panic!("{message}"),
        }
    }

    /// The runs that were begun: `job backup`.
    #[must_use]
    pub fn journal(&self) -> Journal {
        self.recorder.journal()
    }
}

impl Recorded for Job {
    fn recorded_by(mut self, recorder: &Recorder) -> Self {
        self.recorder = recorder.clone().doing(Activity::Waiting);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::time::{Instant, timeout};

    #[tokio::test(start_paused = true)]
    async fn a_job_does_its_work_after_its_time() {
        let start = Instant::now();
        let job = Job::returns("backup", "42 files saved", ms(30));
        let journal = job.journal();
        assert_eq!(job.name(), "backup");
        assert_eq!(job.run().await, "42 files saved");
        assert_eq!(start.elapsed(), ms(30));
        assert_eq!(journal.lines(), ["start job backup", "end job backup"]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_job_panics_with_its_message_and_the_journal_knows() {
        let job = Job::panics("invoices", "the printer is out of paper", ms(10));
        let journal = job.journal();
        let error = tokio::spawn(job.run())
            .await
            .map_err(|error| error.into_panic());
        let message = error
            .err()
            .and_then(|panic| panic.downcast::<String>().ok());
        let message = message.map(|message| *message);
        assert_eq!(message.as_deref(), Some("the printer is out of paper"));
        assert_eq!(
            journal.lines(),
            ["start job invoices", "panic job invoices"]
        );
    }

    #[tokio::test(start_paused = true)]
    async fn a_job_that_is_dropped_is_cancelled() {
        let recorder = Recorder::new();
        let mut jobs = Job::sample().into_iter();
        let backup = jobs.next().map(|job| job.recorded_by(&recorder));
        let backup = backup.expect("there are three");
        assert!(timeout(ms(1), backup.run()).await.is_err());
        assert_eq!(
            recorder.journal().lines(),
            ["start job backup", "drop job backup"]
        );
        assert_eq!(jobs.len(), 2);
    }
}
