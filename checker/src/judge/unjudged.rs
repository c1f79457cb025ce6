//! Why there is no verdict on an answer: not the answer's fault, and said so.

/// A right answer fails as well, so nothing is known about the one in question.
#[derive(Debug, thiserror::Error)]
pub enum Unjudged {
    /// This machine is at fault.
    #[error(
        "this machine cannot judge `{exercise}` at the moment, and the answer is not at fault: \
         the course's own solution fails here, too ({evidence}){advice}. `workbook doctor` tries \
         each part of the machine"
    )]
    Machine {
        /// The exercise's name.
        exercise: String,
        /// What the solution failed with.
        evidence: String,
        /// What is wrong with the machine, as far as it is known.
        advice: String,
    },
    /// Nothing that the compiler says is about a source, and no right answer is
    /// known.
    #[error(
        "the compiler could not do its work: {said}; the answer is not at fault. `workbook doctor` \
         tries the linker, and looks for room on the disks"
    )]
    Compiler {
        /// What it said.
        said: String,
    },
    /// The course is: its solution does not fit this toolchain, or is wrong.
    #[error(
        "`{exercise}` cannot be judged, and the answer is not at fault: the course's own solution \
         is refused ({evidence}). Tell whoever wrote the course"
    )]
    Course {
        /// The exercise's name.
        exercise: String,
        /// Why the solution is refused.
        evidence: String,
    },
    /// What ended it came from outside each time, or right answers fail now and then.
    #[error(
        "nothing is known of the answer to `{exercise}`: what it failed with comes from outside of \
         it, or a right answer fails here now and then ({evidence}){advice}. `workbook doctor` \
         tries each part of the machine"
    )]
    Unsteady {
        /// The exercise's name.
        exercise: String,
        /// What the answer failed with.
        evidence: String,
        /// What is wrong with the machine, as far as it is known.
        advice: String,
    },
}
