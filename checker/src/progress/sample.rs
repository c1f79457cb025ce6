//! A small course for the tests of this room.

use crate::course::{Course, Exercise, ExerciseName, Grading, JudgedBy, Lesson, Lints, UnsafeCode};
use std::path::Path;
use std::time::Duration;

/// A course of these exercises; `join:join1` is `join`, which was once `join1`.
pub(super) fn course(root: &Path, names: &[&str]) -> Course {
    let lesson = Lesson {
        dir: "03_async".into(),
        title: "Async".into(),
        ..Lesson::default()
    };
    Course {
        root: root.to_owned(),
        id: "concurrency".into(),
        title: "Concurrency".into(),
        welcome: None,
        farewell: None,
        unsafe_code: UnsafeCode::Forbidden,
        lessons: vec![lesson],
        exercises: names.iter().map(|names| exercise(names)).collect(),
        hidden: root.join("checker/hidden"),
        solutions: root.join("solutions"),
        crates: root.join("checker"),
        grading: Grading::default(),
        paths: Vec::new(),
        warnings: Vec::new(),
        scratch: None,
    }
}

fn exercise(names: &str) -> Exercise {
    let mut names = names.split(':');
    let name = names.next().unwrap_or_default();
    Exercise {
        name: ExerciseName::new(name).unwrap(),
        aliases: names
            .map(|alias| ExerciseName::new(alias).unwrap())
            .collect(),
        lesson: 0,
        file: format!("03_async/{name}.rs").into(),
        judged_by: JudgedBy::OwnTests,
        hints: Vec::new(),
        points: 10,
        stars: 0,
        deadline: Duration::from_secs(5),
        lints: Lints::Shown,
        skip_check_unsolved: false,
        after: None,
        needs: Default::default(),
    }
}
