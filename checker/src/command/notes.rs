//! Texts for those who have finished a lesson, and the programs that show what the texts
//! claim: in the folder `notes` of the lesson.

use std::ffi::OsStr;
use std::path::Path;

/// Whether this file, by its path under `exercises`, is one of them, and so nobody's answer.
pub(super) fn is_note(file: &Path) -> bool {
    let is_known = |ending| file.extension() == Some(OsStr::new(ending));
    let folder = file.iter().nth(1);
    folder == Some(OsStr::new("notes")) && (is_known("md") || is_known("rs"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_lie_in_a_folder_of_the_lesson() {
        let is_note = |file| is_note(Path::new(file));
        assert!(is_note("09_advanced/notes/scheduling.md"));
        assert!(is_note("09_advanced/notes/examples/budget.rs"));
        assert!(!is_note("09_advanced/notes/budget.rs~"));
        assert!(!is_note("09_advanced/01_actor.rs"));
        assert!(!is_note("notes/scheduling.md"));
    }
}
