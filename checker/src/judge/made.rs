//! What compiling makes of an answer: binaries to run, or reasons not to.

use super::Judge;
use super::admission::Admission;
use crate::classify;
use crate::compile::{Compiled, Job, compile};
use crate::process::Cancel;
use crate::verdict::{Diagnostic, Fenced, Flag};
use report::Finding;
use std::path::PathBuf;

/// What was made of an answer. It can be run many times.
pub(super) struct Made {
    pub(super) product: Product,
    /// What the compiler said.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// What the screen noted.
    pub(super) flags: Vec<Flag>,
    /// What the compiler was kept within; `None` where it was not called.
    pub(super) fence: Option<Fenced>,
}

/// What there is to run.
pub(super) enum Product {
    /// Nothing: the verdict is known.
    Refused(Vec<Finding>),
    /// These.
    Binaries(Binaries),
}

/// What compiling left behind.
pub(super) struct Binaries {
    pub(super) tests: Option<PathBuf>,
    pub(super) main: Option<PathBuf>,
}

impl Judge {
    /// Compile what the screen has looked at. `None` when cancelled.
    pub(super) fn make(
        &self,
        job: &Job<'_>,
        admission: Admission,
        cancel: &Cancel,
    ) -> anyhow::Result<Option<Made>> {
        let Admission { findings, flags } = admission;
        if !findings.is_empty() {
            return Ok(Some(Made {
                product: Product::Refused(findings),
                diagnostics: Vec::new(),
                flags,
                fence: None,
            }));
        }
        let refused = |finding| Product::Refused(vec![finding]);
        let (product, diagnostics) = match compile(&self.compiler, job, cancel)? {
            Compiled::Cancelled => return Ok(None),
            Compiled::Refused(diagnostics) => (
                refused(classify::does_not_compile(&diagnostics)),
                diagnostics,
            ),
            Compiled::Mismatch(diagnostics) => {
                (refused(classify::does_not_fit(&diagnostics)), diagnostics)
            }
            Compiled::GaveUp(ended) => {
                (refused(classify::hard_on_the_compiler(&ended)), Vec::new())
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
            flags,
            fence: self.compiler.fenced(),
        }))
    }
}
