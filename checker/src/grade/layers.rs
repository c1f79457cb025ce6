//! What stood between an answer, its verdict and the machine.

use crate::reporter::json::{Containment, Integrity, Layers};

/// The layers that are in force. Only intake is, so far: nothing confines the
/// compiler or the tests, and no report may say otherwise.
#[must_use]
pub fn layers() -> Layers {
    Layers {
        integrity: Integrity::C,
        containment: Containment::None,
        intake: true,
        screen: false,
        compile_landlock: None,
        compile_seccomp: false,
        run_landlock: None,
        run_seccomp: false,
        uid_dropped: false,
        witnessed: false,
        notes: vec![
            "answers ran with the rights of whoever graded, and a forged pass is possible"
                .to_owned(),
        ],
    }
}
