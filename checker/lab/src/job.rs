//! The shop's nightly jobs.

use crate::{Journal, Recorder, ms};
use std::time::Duration;
use tokio::time::sleep;

/// A nightly job. Most do their work; some panic half-way.
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
            recorder: Recorder::new(),
        }
    }

    /// Write to the journal of `recorder` from now on, which several jobs can
    /// share.
    #[must_use]
    pub fn recorded_by(mut self, recorder: &Recorder) -> Self {
        self.recorder = recorder.clone();
        self
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
