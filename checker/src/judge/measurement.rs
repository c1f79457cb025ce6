//! Programs of ours that measure this machine, with the crates that exercises use.

use super::Judge;
use super::slot::Slot;
use crate::compile::own_program;
use crate::course::Exercise;
use crate::harness::{self, Confined, Runner, Urgency};
use crate::process::{Cancel, How, Limits};
use anyhow::bail;
use report::{Message, Outcome, Spans};
use seal::Needs;
use std::path::PathBuf;
use std::sync::mpsc::Sender;
use std::time::Duration;

/// So long may one run take; no machine is that slow.
const DEADLINE: Duration = Duration::from_secs(120);

/// A program that was compiled, and can be run many times.
pub struct Measurement {
    name: String,
    binary: PathBuf,
    /// The folder is ours meanwhile.
    _slot: Slot,
}

impl Judge {
    /// Compile a program, with the crates of the lesson of `exercise`. `None` when cancelled.
    ///
    /// # Errors
    ///
    /// Where it cannot be compiled.
    pub fn measurement(
        &self,
        name: &str,
        source: &str,
        exercise: &Exercise,
        cancel: &Cancel,
    ) -> anyhow::Result<Option<Measurement>> {
        let compiler = self.compilers.known(exercise)?;
        let slot = Slot::take(&self.builds.join("compare").join(name))?;
        let binary = own_program(&compiler, source, &slot.folder, cancel)?;
        Ok(binary.map(|binary| Measurement {
            name: name.to_owned(),
            binary,
            _slot: slot,
        }))
    }

    /// Run it once; what it printed. `None` when cancelled.
    ///
    /// # Errors
    ///
    /// Where it cannot be started, or does not come to a good end.
    pub fn measure(
        &self,
        measurement: &Measurement,
        cancel: &Cancel,
    ) -> anyhow::Result<Option<String>> {
        let ended = harness::program(&self.unconfined(cancel), &measurement.binary)?;
        let well = How::Exited {
            code: Some(0),
            signal: None,
        };
        if ended.how == How::Cancelled {
            return Ok(None);
        }
        if ended.how != well {
            bail!(
                "the program that measures `{}` did not come to its end ({:?}): {}",
                measurement.name,
                ended.how,
                ended.stderr.text().trim()
            );
        }
        Ok(Some(ended.stdout.text()))
    }

    /// Run one that reports what it does, which goes to `heard` meanwhile; what it did.
    /// `None` when cancelled.
    ///
    /// # Errors
    ///
    /// Where it cannot be started, or does not come to a good end.
    pub fn picture(
        &self,
        measurement: &Measurement,
        heard: Sender<Message>,
        cancel: &Cancel,
    ) -> anyhow::Result<Option<Spans>> {
        let runner = self.unconfined(cancel);
        let run = harness::run_heard(&runner, &measurement.binary, "picture", heard)?;
        if run.ended.how == How::Cancelled {
            return Ok(None);
        }
        let passed = Message::Finished {
            outcome: Outcome::Passed,
        };
        if !run.messages.contains(&passed) {
            bail!(
                "the program of `{}` did not come to its end: {}",
                measurement.name,
                run.ended.stderr.text().trim()
            );
        }
        Ok(Some(Spans::from_messages(&run.messages)))
    }

    /// For what is a part of this program, and starts itself as processes.
    fn unconfined<'a>(&self, cancel: &'a Cancel) -> Runner<'a> {
        Runner {
            limits: Limits {
                deadline: DEADLINE.mul_f64(self.settings.timeout_scale.max(1.0)),
                kept: 64 * 1024,
                flood: 1 << 20,
            },
            needs: Needs::default(),
            confined: Confined::ByNobody,
            worker: None,
            libraries: &[],
            urgency: Urgency::Usual,
            seed: None,
            core: None,
            cancel,
        }
    }
}
