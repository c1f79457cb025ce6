//! What somebody hands in is looked at, compiled and run apart from everything
//! else, and nothing of it is left.

use report::Kind;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use workbook::course::{Course, Exercise, ExerciseName, JudgedBy, Lesson, Lints, UnsafeCode};
use workbook::judge::{Judge, LayersOn, Mode, Settings};
use workbook::process::Cancel;
use workbook::verdict::Verdict;

/// A course with one exercise, which is judged by the tests in its own file.
struct Bench {
    _folder: tempfile::TempDir,
    cache: PathBuf,
    judge: Judge,
}

const TESTS: &str = "fn main() { work(); }\n#[cfg(test)]\nmod tests {\n    #[test]\n    \
                     fn it_works() { assert_eq!(super::work(), 42); }\n}\n";

impl Bench {
    fn new(unsafe_code: UnsafeCode, change: impl FnOnce(&mut Settings)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        fs::create_dir_all(root.join("exercises")).unwrap();
        fs::write(
            root.join("exercises/work.rs"),
            format!("extern \"C\" {{}}\n{TESTS}"),
        )
        .unwrap();
        let cache = root.join("cache");
        let mut settings = Settings {
            cache_dir: cache.clone(),
            mode: Mode::Grading,
            ..Settings::default()
        };
        change(&mut settings);
        let course = Arc::new(course(&root, unsafe_code));
        let judge = Judge::new(course, settings, &mut |_| {}).unwrap();
        Self {
            _folder: folder,
            cache,
            judge,
        }
    }

    fn submit(&self, text: &[u8]) -> Verdict {
        let exercise = &self.judge.course().exercises[0];
        let verdict = self
            .judge
            .submitted(exercise, text, &Cancel::default(), &mut |_| {});
        verdict.unwrap().expect("not cancelled")
    }

    fn answer(&self, rest: &str) -> Verdict {
        self.submit(format!("{rest}\n{TESTS}").as_bytes())
    }

    /// What is left in the folder that is built in.
    fn left(&self) -> Vec<PathBuf> {
        let builds = fs::read_dir(self.cache.join("builds")).unwrap();
        let of_course = builds.map(|entry| fs::read_dir(entry.unwrap().path()).unwrap());
        of_course
            .flatten()
            .map(|entry| entry.unwrap().path())
            .collect()
    }
}

fn course(root: &Path, unsafe_code: UnsafeCode) -> Course {
    let exercise = Exercise {
        name: ExerciseName::new("work").unwrap(),
        aliases: Vec::new(),
        lesson: 0,
        file: "work.rs".into(),
        judged_by: JudgedBy::OwnTests,
        hints: Vec::new(),
        points: 10,
        stars: 1,
        deadline: Duration::from_secs(5),
        lints: Lints::Shown,
        skip_check_unsolved: false,
        after: None,
        needs: Default::default(),
    };
    Course {
        root: root.to_owned(),
        id: "test".into(),
        title: "Test".into(),
        welcome: None,
        farewell: None,
        unsafe_code,
        lessons: vec![Lesson::default()],
        exercises: vec![exercise],
        hidden: root.join("checker/hidden"),
        solutions: root.join("solutions"),
        crates: root.join("checker"),
        grading: Default::default(),
        paths: Vec::new(),
        warnings: Vec::new(),
        scratch: None,
    }
}

fn safe() -> Bench {
    Bench::new(UnsafeCode::Forbidden, |_| {})
}

#[track_caller]
fn is_forbidden(verdict: &Verdict, words: &str) {
    assert_eq!(verdict.headline(), Some(Kind::Forbidden), "{verdict:#?}");
    let finding = &verdict.findings[0];
    assert!(finding.observed.contains(words), "{finding:#?}");
    assert!(verdict.tests.is_empty() && !verdict.passed());
    // Nothing was compiled, so nothing was fenced.
    assert_eq!(verdict.fence, None);
}

#[test]
fn a_right_answer_passes_behind_the_fence_and_leaves_nothing() {
    let bench = safe();
    let verdict = bench.answer("pub fn work() -> u32 { 42 }");
    assert!(verdict.passed(), "{verdict:#?}");
    let fence = verdict.fence.expect("a fence");
    let available = seal::available();
    assert_eq!(
        (fence.landlock, fence.seccomp),
        (available.landlock, available.seccomp)
    );
    assert_eq!(bench.left(), [] as [PathBuf; 0]);
}

#[test]
fn a_mistake_is_named_with_its_place_in_the_exercise() {
    let verdict = safe().answer("pub fn work() -> u32 { \"42\" }");
    assert_eq!(verdict.headline(), Some(Kind::DoesNotCompile));
    let location = verdict.findings[0].location.as_ref().unwrap();
    assert_eq!(
        (location.file.as_str(), location.line),
        ("exercises/work.rs", 1)
    );
}

#[test]
fn what_is_forbidden_is_said_with_its_place_and_is_not_compiled() {
    let bench = safe();
    let verdict = bench
        .answer("pub fn work() -> u32 {\n    unsafe { 42 } }\nconst E: &str = env!(\"HOME\");");
    is_forbidden(&verdict, "`unsafe`");
    let location = verdict.findings[0].location.as_ref().unwrap();
    assert_eq!(
        (location.file.as_str(), location.line, location.column),
        ("exercises/work.rs", 2, 5)
    );
    assert!(
        verdict.findings[1].observed.contains("`env!`"),
        "{verdict:#?}"
    );
    assert_eq!(bench.left(), [] as [PathBuf; 0]);
}

#[test]
fn what_is_no_text_is_refused_before_anybody_reads_it() {
    let bench = safe();
    is_forbidden(&bench.submit(b"pub fn work() \xff"), "UTF-8");
    is_forbidden(&bench.submit("// \u{202e}".as_bytes()), "direction");
    is_forbidden(&bench.submit(&vec![b'\n'; 300 * 1024]), "256 KiB");
    is_forbidden(&bench.submit(b"\0"), "zero byte");
}

#[test]
fn what_is_worth_a_look_is_told_and_refuses_nothing() {
    let verdict = safe().answer("pub fn work() -> u32 { let f: fn(u32) -> u32 = |n| n; f(42) }");
    assert!(verdict.passed(), "{verdict:#?}");
    let flag = &verdict.flags[0];
    assert_eq!(flag.what, "a `fn(..)` type");
    assert_eq!(flag.location.as_ref().unwrap().file, "exercises/work.rs");
}

#[test]
fn where_unsafe_is_taught_a_grade_allows_that_and_what_was_shipped() {
    let bench = Bench::new(UnsafeCode::Allowed, |_| {});
    let plain =
        bench.answer("pub fn work() -> u32 { unsafe { std::hint::assert_unchecked(true) } 42 }");
    assert!(plain.passed(), "{plain:#?}");
    is_forbidden(
        &bench.answer("#[unsafe(no_mangle)] pub fn work() -> u32 { 42 }"),
        "`unsafe`",
    );
    is_forbidden(
        &bench.answer("pub fn work() -> u32 { let _ = include_str!(\"x\"); 42 }"),
        "`include_str`",
    );
    // It stands in the exercise as it is shipped.
    let shipped = bench.answer("pub fn work() -> u32 { 42 } unsafe extern \"C\" {}");
    is_forbidden(&shipped, "`unsafe`");
    assert!(
        !shipped
            .findings
            .iter()
            .any(|finding| finding.observed.contains("extern"))
    );
}

#[test]
fn a_learner_of_unsafe_is_not_screened_and_everybody_else_is() {
    let learning = |settings: &mut Settings| settings.mode = Mode::Learning;
    let check = |unsafe_code, want| {
        let bench = Bench::new(unsafe_code, learning);
        let exercise = &bench.judge.course().exercises[0];
        let file = bench.judge.course().exercise_path(exercise);
        fs::write(
            &file,
            format!(
                "macro_rules! asm {{ () => {{ 42 }} }} pub fn work() -> u32 {{ asm!() }}\n{TESTS}"
            ),
        )
        .unwrap();
        let verdict = bench
            .judge
            .exercise(exercise, &Cancel::default(), &mut |_| {});
        assert_eq!(verdict.unwrap().unwrap().headline(), want);
    };
    check(UnsafeCode::Allowed, None);
    check(UnsafeCode::Forbidden, Some(Kind::Forbidden));
}

#[test]
fn without_the_layers_the_same_answers_get_further() {
    let layers = |screen, compile_fence| {
        Bench::new(UnsafeCode::Forbidden, move |settings| {
            settings.layers = LayersOn {
                screen,
                compile_fence,
                ..LayersOn::default()
            };
        })
    };
    let reads = "pub fn work() -> u32 { const B: &[u8] = include_bytes!(\"/etc/passwd\"); 42 + 0 * B.len() as u32 }";
    is_forbidden(&layers(true, true).answer(reads), "include_bytes");
    if seal::available().landlock.is_some() {
        let verdict = layers(false, true).answer(reads);
        assert_eq!(
            verdict.headline(),
            Some(Kind::DoesNotCompile),
            "{verdict:#?}"
        );
    }
    let verdict = layers(false, false).answer(reads);
    assert!(verdict.passed(), "{verdict:#?}");
    assert_eq!(verdict.fence, None);
}

#[test]
fn an_answer_that_is_too_much_for_the_compiler_is_a_verdict() {
    let bench = safe();
    let deep = format!("{}1", "!".repeat(50_000));
    let verdict = bench.answer(&format!("pub fn work() -> u32 {{ {deep} }}"));
    assert_eq!(
        verdict.headline(),
        Some(Kind::DoesNotCompile),
        "{verdict:#?}"
    );
    let finding = &verdict.findings[0];
    assert!(
        finding.meaning.contains("harder on the compiler"),
        "{finding:#?}"
    );
    assert_eq!(bench.left(), [] as [PathBuf; 0]);
}
