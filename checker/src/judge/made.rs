//! What compiling makes of an answer: binaries to run, or reasons not to.

use super::Judge;
use super::admission::Admission;
use crate::classify;
use crate::compile::{Cause, Compiled, Job, compile};
use crate::process::Cancel;
use crate::verdict::{Diagnostic, Fenced, Flag};
use report::Finding;
use std::path::PathBuf;

/// What was made of an answer. It can be run many times.
pub(super) struct Made {
    pub(super) product: Product,
    /// What the compiler said.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// What the compiler said last, where it was stopped or died.
    pub(super) last_words: String,
    /// The signal that ended it, if one did.
    pub(super) signal: Option<i32>,
    /// What the errors come from where the tests in the answer's own file do not
    /// compile.
    pub(super) own_cause: Option<Cause>,
    /// What the screen noted.
    pub(super) flags: Vec<Flag>,
    /// What the compiler was kept within; `None` where it was not called.
    pub(super) fence: Option<Fenced>,
}

/// What there is to run.
pub(super) enum Product {
    /// Nothing: the verdict is known, and so is what it comes from, if anybody
    /// can tell.
    Refused(Vec<Finding>, Cause),
    /// These.
    Binaries(Binaries),
}

/// What compiling left behind.
pub(super) struct Binaries {
    pub(super) tests: Option<PathBuf>,
    pub(super) main: Option<PathBuf>,
}

impl Made {
    /// With what compiling the tests in the answer's own file came to.
    pub(super) fn beside(self, own_cause: Option<Cause>, signal: Option<i32>) -> Self {
        Self {
            own_cause,
            signal: self.signal.or(signal),
            ..self
        }
    }
}

impl Judge {
    /// Compile what the screen has looked at. `None` when cancelled.
    pub(super) fn make(
        &self,
        job: &Job<'_>,
        admission: &Admission,
        cancel: &Cancel,
    ) -> anyhow::Result<Option<Made>> {
        let Admission { findings, flags } = admission.clone();
        if !findings.is_empty() {
            return Ok(Some(Made {
                product: Product::Refused(findings, Cause::Answer),
                diagnostics: Vec::new(),
                last_words: String::new(),
                signal: None,
                own_cause: None,
                flags,
                fence: None,
            }));
        }
        let compiler = self.compilers.known(job.exercise)?;
        let refused = |finding, cause| Product::Refused(vec![finding], cause);
        let (mut last_words, mut signal) = (String::new(), None);
        let (product, diagnostics) = match compile(&compiler, job, cancel)? {
            Compiled::Cancelled => return Ok(None),
            Compiled::Refused(diagnostics, cause) => {
                let finding = classify::does_not_compile(&diagnostics);
                (refused(finding, cause), diagnostics)
            }
            Compiled::Mismatch(diagnostics, cause) => {
                let finding = classify::does_not_fit(&diagnostics);
                (refused(finding, not_of_the_answer(cause)), diagnostics)
            }
            Compiled::GaveUp { ended, said } => {
                let finding = classify::hard_on_the_compiler(&ended);
                (last_words, signal) = (said, ended.how.signal());
                (refused(finding, Cause::Unclear), Vec::new())
            }
            Compiled::Built {
                tests,
                main,
                diagnostics,
            } => (Product::Binaries(Binaries { tests, main }), diagnostics),
        };
        Ok(Some(Made {
            product,
            diagnostics,
            last_words,
            signal,
            own_cause: None,
            flags,
            fence: compiler.fenced(),
        }))
    }
}

/// Where the hidden test does not compile, the places are places of that.
fn not_of_the_answer(cause: Cause) -> Cause {
    match cause {
        Cause::Answer | Cause::Unclear => Cause::Unclear,
        Cause::NoSource(said) => Cause::NoSource(said),
    }
}
