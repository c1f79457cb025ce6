//! What does not depend on the exercise.

use std::path::PathBuf;

/// What does not depend on the exercise.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Do not use the network while building dependencies.
    pub offline: bool,
    /// Deadlines are multiplied by this.
    pub timeout_scale: f64,
    /// Where dependencies and builds are kept.
    pub cache_dir: PathBuf,
    /// How many tests of an exercise run at once.
    pub jobs: usize,
    /// What every test draws its inputs from; drawn for each if not given.
    pub seed: Option<u64>,
    /// Whose answers are judged.
    pub mode: Mode,
    /// What keeps answers from the rest of the machine.
    pub layers: LayersOn,
}

/// What may differ from one run of the same tests to the next.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Conditions {
    /// What every test draws its inputs from; drawn for each if not given.
    pub seed: Option<u64>,
    /// The only core that they run on; all of them if not given.
    pub core: Option<usize>,
}

/// Whose answers are judged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Mode {
    /// The learner's own: fast, with what the compiler remembers.
    #[default]
    Learning,
    /// Somebody else's, for grades: each in a folder of its own that is gone
    /// afterwards, so that no answer meets what another one left behind.
    Grading,
}

/// What keeps answers from the rest of the machine, where the system can do it.
/// Only tests, which show what each of them is worth, leave one out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LayersOn {
    /// Answers with forbidden words are not compiled.
    pub screen: bool,
    /// The compiler reads and writes only what it needs.
    pub compile_fence: bool,
    /// A test has only what its exercise needs.
    pub seal: bool,
}

impl Default for LayersOn {
    fn default() -> Self {
        Self {
            screen: true,
            compile_fence: true,
            seal: true,
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        // Waiting tests cost nothing, so a small machine runs some at once too.
        let jobs = std::thread::available_parallelism().map_or(4, |cores| cores.get().max(4));
        Self {
            offline: false,
            timeout_scale: 1.0,
            cache_dir: PathBuf::new(),
            jobs,
            seed: None,
            mode: Mode::default(),
            layers: LayersOn::default(),
        }
    }
}
