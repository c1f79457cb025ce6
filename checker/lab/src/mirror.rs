//! Several places that hold the same file.

use crate::{Journal, Recorder, ms};
use std::fmt;
use std::time::Duration;
use tokio::time::sleep;

/// One of several servers that hold the same file. Clones are the same server.
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
            recorder: Recorder::new(),
        }
    }

    /// Write to the journal of `recorder` from now on, which several mirrors can
    /// share.
    #[must_use]
    pub fn recorded_by(mut self, recorder: &Recorder) -> Self {
        self.recorder = recorder.clone();
        self
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
