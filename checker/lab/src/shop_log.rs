//! The log of the shop, and its way into the archive.

use crate::{Journal, ms};
use instrument::{Activity, Recorder, world::Recorded};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::time::sleep;

/// The log of the shop, which is read line by line. Each line takes a moment.
///
/// ```
/// use lab::{LogArchive, LogParser, ShopLog, ms};
///
/// # #[tokio::main(flavor = "current_thread", start_paused = true)]
/// # async fn main() -> Result<(), lab::LogError> {
/// let mut log = ShopLog::new(&["3 tea"], ms(30));
/// let (parser, archive) = (LogParser::new(ms(20)), LogArchive::new(ms(10)));
///
/// let line = log.next_line().await?; // 30 ms later
/// assert_eq!(line.as_deref(), Some("3 tea"));
/// let entry = parser.parse("3 tea").await?; // 20 ms after that
/// archive.store(entry).await?; // 10 ms after that
/// assert_eq!(archive.entries(), ["3 tea"]);
/// assert_eq!(log.next_line().await?, None); // at once: there is no other line
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct ShopLog {
    lines: VecDeque<String>,
    step: Step,
}

/// Makes an entry out of a line. Each takes a moment. Clones are the same parser.
#[derive(Debug, Clone)]
pub struct LogParser {
    step: Step,
}

/// The archive of the shop. An entry takes a moment to be stored, and is there when that
/// is done. Clones are the same archive.
#[derive(Debug, Clone)]
pub struct LogArchive {
    entries: Arc<Mutex<Vec<String>>>,
    step: Step,
}

/// What a line says: so many pieces of an article were sold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogEntry {
    /// How many.
    pub pieces: u32,
    /// Of what.
    pub article: String,
}

/// Why a line did not get into the archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogError {
    /// The line could not be read.
    Unreadable,
    /// It does not say how many pieces of what were sold.
    Malformed,
    /// The archive could not store its entry.
    NotStored,
}

impl ShopLog {
    /// A log of these lines, each of which takes `latency` to be read.
    #[must_use]
    pub fn new(lines: &[&str], latency: Duration) -> Self {
        Self {
            lines: lines.iter().map(|&line| line.to_owned()).collect(),
            step: Step::new("read", latency),
        }
    }

    /// A log to try things with: nine sales.
    #[must_use]
    pub fn sample() -> Self {
        let lines = [
            "3 tea", "1 kettle", "6 cups", "2 tea", "1 pot", "4 cups", "1 tea", "2 spoons", "5 tea",
        ];
        Self::new(&lines, ms(20))
    }

    /// This line takes `latency` to be read.
    #[must_use]
    pub fn with_latency(mut self, line: &str, latency: Duration) -> Self {
        self.step.latencies.insert(line.to_owned(), latency);
        self
    }

    /// This line cannot be read. It takes as long to find out.
    #[must_use]
    pub fn with_failure(mut self, line: &str) -> Self {
        self.step.failures.insert(line.to_owned());
        self
    }

    /// Read the next line; `None`, at once, when there is none left. Who is dropped
    /// half-way has read nothing.
    ///
    /// # Errors
    ///
    /// When the line cannot be read.
    pub async fn next_line(&mut self) -> Result<Option<String>, LogError> {
        let Some(line) = self.lines.front() else {
            return Ok(None);
        };
        let goes_well = self.step.take(line).await;
        let line = self.lines.pop_front();
        if goes_well {
            Ok(line)
        } else {
            Err(LogError::Unreadable)
        }
    }

    /// The lines that were read: `read 3 tea`.
    #[must_use]
    pub fn journal(&self) -> Journal {
        self.step.recorder.journal()
    }
}

impl LogParser {
    /// A parser that takes `latency` for each line.
    #[must_use]
    pub fn new(latency: Duration) -> Self {
        Self {
            step: Step::new("parse", latency),
        }
    }

    /// This line takes `latency` to be parsed.
    #[must_use]
    pub fn with_latency(mut self, line: &str, latency: Duration) -> Self {
        self.step.latencies.insert(line.to_owned(), latency);
        self
    }

    /// What `line` says, such as `3 tea`.
    ///
    /// # Errors
    ///
    /// When it is no number with an article after it. It takes as long to find out.
    pub async fn parse(&self, line: &str) -> Result<LogEntry, LogError> {
        self.step.take(line).await;
        let (pieces, article) = line.split_once(' ').ok_or(LogError::Malformed)?;
        Ok(LogEntry {
            pieces: pieces.parse().map_err(|_| LogError::Malformed)?,
            article: article.to_owned(),
        })
    }

    /// The lines that were parsed: `parse 3 tea`.
    #[must_use]
    pub fn journal(&self) -> Journal {
        self.step.recorder.journal()
    }
}

impl LogArchive {
    /// An empty archive that takes `latency` for each entry.
    #[must_use]
    pub fn new(latency: Duration) -> Self {
        Self {
            entries: Arc::default(),
            step: Step::new("store", latency),
        }
    }

    /// The entry of this line takes `latency` to be stored.
    #[must_use]
    pub fn with_latency(mut self, line: &str, latency: Duration) -> Self {
        self.step.latencies.insert(line.to_owned(), latency);
        self
    }

    /// The entry of this line cannot be stored. It takes as long to find out.
    #[must_use]
    pub fn with_failure(mut self, line: &str) -> Self {
        self.step.failures.insert(line.to_owned());
        self
    }

    /// Store `entry`. Who is dropped half-way has stored nothing.
    ///
    /// # Errors
    ///
    /// When the entry cannot be stored.
    pub async fn store(&self, entry: LogEntry) -> Result<(), LogError> {
        let line = entry.to_string();
        if !self.step.take(&line).await {
            return Err(LogError::NotStored);
        }
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        entries.push(line);
        Ok(())
    }

    /// What is stored, in order: `3 tea`.
    #[must_use]
    pub fn entries(&self) -> Vec<String> {
        let entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        entries.clone()
    }

    /// The entries that it was to store: `store 3 tea`.
    #[must_use]
    pub fn journal(&self) -> Journal {
        self.step.recorder.journal()
    }
}

/// What becomes of a line in one place: how long it takes, and whether it goes well.
#[derive(Debug, Clone)]
struct Step {
    name: &'static str,
    latency: Duration,
    /// Of lines that take another time than the rest.
    latencies: BTreeMap<String, Duration>,
    failures: BTreeSet<String>,
    recorder: Recorder,
}

impl Step {
    fn new(name: &'static str, latency: Duration) -> Self {
        Self {
            name,
            latency,
            latencies: BTreeMap::new(),
            failures: BTreeSet::new(),
            recorder: Recorder::new().doing(Activity::Waiting),
        }
    }

    /// Whether it goes well.
    async fn take(&self, line: &str) -> bool {
        let call = self.recorder.begin(format!("{} {line}", self.name));
        sleep(*self.latencies.get(line).unwrap_or(&self.latency)).await;
        call.finish();
        !self.failures.contains(line)
    }
}

impl Recorded for ShopLog {
    fn recorded_by(mut self, recorder: &Recorder) -> Self {
        self.step.recorder = recorder.clone().doing(Activity::Waiting);
        self
    }
}

impl Recorded for LogParser {
    fn recorded_by(mut self, recorder: &Recorder) -> Self {
        self.step.recorder = recorder.clone().doing(Activity::Waiting);
        self
    }
}

impl Recorded for LogArchive {
    fn recorded_by(mut self, recorder: &Recorder) -> Self {
        self.step.recorder = recorder.clone().doing(Activity::Waiting);
        self
    }
}

impl fmt::Display for LogEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.pieces, self.article)
    }
}

impl fmt::Display for LogError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unreadable => "a line of the log could not be read",
            Self::Malformed => "a line does not say how many pieces of what were sold",
            Self::NotStored => "an entry could not be stored",
        })
    }
}

impl std::error::Error for LogError {}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::time::{Instant, timeout};

    #[tokio::test(start_paused = true)]
    async fn a_line_goes_its_way_in_the_time_that_it_takes() {
        let start = Instant::now();
        let recorder = Recorder::new();
        let mut log = ShopLog::sample()
            .with_latency("3 tea", ms(7))
            .recorded_by(&recorder);
        let parser = LogParser::new(ms(5)).recorded_by(&recorder);
        let archive = LogArchive::new(ms(3)).recorded_by(&recorder);
        let line = log.next_line().await.unwrap().unwrap();
        assert_eq!(start.elapsed(), ms(7));
        let entry = parser.parse(&line).await.unwrap();
        assert_eq!((entry.pieces, entry.article.as_str()), (3, "tea"));
        assert_eq!(archive.store(entry).await, Ok(()));
        assert_eq!(start.elapsed(), ms(15));
        assert_eq!(archive.clone().entries(), ["3 tea"]);
        let calls = recorder.journal().calls().into_iter();
        let calls: Vec<_> = calls.map(|call| call.item).collect();
        assert_eq!(calls, ["read 3 tea", "parse 3 tea", "store 3 tea"]);
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_dropped_half_way_has_done_nothing() {
        let (mut log, archive) = (ShopLog::sample(), LogArchive::new(ms(10)));
        assert!(timeout(ms(5), log.next_line()).await.is_err());
        assert_eq!(log.next_line().await, Ok(Some("3 tea".to_owned())));
        let entry = LogParser::new(ms(1)).parse("3 tea").await.unwrap();
        assert!(timeout(ms(5), archive.store(entry)).await.is_err());
        assert!(archive.entries().is_empty());
        assert_eq!(
            archive.journal().lines(),
            ["start store 3 tea", "drop store 3 tea"]
        );
    }

    #[tokio::test(start_paused = true)]
    async fn each_place_fails_in_its_own_words() {
        let mut log = ShopLog::new(&["3 tea"], ms(9)).with_failure("3 tea");
        let (parser, start) = (LogParser::new(ms(9)), Instant::now());
        let archive = LogArchive::new(ms(9)).with_failure("3 tea");
        let error = log.next_line().await.map_err(|error| error.to_string());
        assert_eq!(error, Err("a line of the log could not be read".to_owned()));
        assert_eq!(log.next_line().await, Ok(None));
        for line in ["", "tea", "three tea", "-3 tea"] {
            assert_eq!(parser.parse(line).await, Err(LogError::Malformed), "{line}");
        }
        let entry = parser.parse("3 tea").await.unwrap();
        assert_eq!(archive.store(entry).await, Err(LogError::NotStored));
        assert!(archive.entries().is_empty());
        assert_eq!(start.elapsed(), ms(63));
    }
}
