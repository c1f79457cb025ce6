//! Several places that hold the same file.

use crate::{Journal, ms};
use instrument::{Activity, Recorder, world::Recorded};
use std::fmt;
use std::time::Duration;
use tokio::time::sleep;

/// One of several servers that hold the same file. Clones are the same server.
///
/// ```
/// use lab::{Mirror, ms};
///
/// # #[tokio::main(flavor = "current_thread", start_paused = true)]
/// # async fn main() {
/// let oslo = Mirror::up("oslo", "the menu", ms(80));
/// let bern = Mirror::down("bern", ms(10));
///
/// assert_eq!(oslo.download().await, Ok(b"the menu".to_vec()));
/// let error = bern.download().await.unwrap_err();
/// assert_eq!(error.to_string(), "mirror bern is down");
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Mirror {
    name: String,
    content: Result<Vec<u8>, MirrorDown>,
    latency: Duration,
    recorder: Recorder,
}

/// A mirror did not hand out its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MirrorDown {
    /// The mirror's name.
    pub mirror: String,
}

impl Mirror {
    /// A mirror that hands out `content` after `latency`.
    #[must_use]
    pub fn up(name: &str, content: &str, latency: Duration) -> Self {
        Self::new(name, Ok(content.as_bytes().to_vec()), latency)
    }

    /// A mirror that fails after `latency`.
    #[must_use]
    pub fn down(name: &str, latency: Duration) -> Self {
        let mirror = name.to_owned();
        Self::new(name, Err(MirrorDown { mirror }), latency)
    }

    /// Three mirrors to try things with: the nearest one is down.
    #[must_use]
    pub fn sample() -> Vec<Self> {
        vec![
            Self::up("oslo", "the menu", ms(80)),
            Self::down("bern", ms(10)),
            Self::up("rome", "the menu", ms(40)),
        ]
    }

    fn new(name: &str, content: Result<Vec<u8>, MirrorDown>, latency: Duration) -> Self {
        Self {
            name: name.to_owned(),
            content,
            latency,
            recorder: Recorder::new().doing(Activity::Waiting),
        }
    }

    /// The mirror's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Fetch the file.
    ///
    /// # Errors
    ///
    /// When this mirror is down.
    pub async fn download(&self) -> Result<Vec<u8>, MirrorDown> {
        let call = self.recorder.begin(format!("mirror {}", self.name));
        sleep(self.latency).await;
        call.finish();
        self.content.clone()
    }

    /// The downloads that were asked for: `mirror oslo`.
    #[must_use]
    pub fn journal(&self) -> Journal {
        self.recorder.journal()
    }
}

impl fmt::Display for MirrorDown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "mirror {} is down", self.mirror)
    }
}

impl std::error::Error for MirrorDown {}

impl Recorded for Mirror {
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
    async fn a_mirror_answers_or_fails_after_its_time() {
        let start = Instant::now();
        let oslo = Mirror::up("oslo", "the menu", ms(80));
        assert_eq!(oslo.download().await, Ok(b"the menu".to_vec()));
        assert_eq!(start.elapsed(), ms(80));
        let bern = Mirror::down("bern", ms(10));
        let error = bern.download().await.map_err(|error| error.to_string());
        assert_eq!(error, Err("mirror bern is down".to_owned()));
        assert_eq!(start.elapsed(), ms(90));
        assert_eq!(
            bern.journal().lines(),
            ["start mirror bern", "end mirror bern"]
        );
    }

    #[tokio::test(start_paused = true)]
    async fn mirrors_can_share_a_journal_that_sees_a_dropped_download() {
        let recorder = Recorder::new();
        let mirrors = Mirror::sample().into_iter();
        let mirrors: Vec<Mirror> = mirrors.map(|it| it.recorded_by(&recorder)).collect();
        let names: Vec<&str> = mirrors.iter().map(Mirror::name).collect();
        assert_eq!(names, ["oslo", "bern", "rome"]);
        assert!(timeout(ms(1), mirrors[0].download()).await.is_err());
        assert!(mirrors[2].download().await.is_ok());
        assert_eq!(
            recorder.journal().lines(),
            [
                "start mirror oslo",
                "drop mirror oslo",
                "start mirror rome",
                "end mirror rome"
            ]
        );
    }
}
