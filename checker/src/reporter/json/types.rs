//! The shape of the report, a public interface: add, never change.

use super::changes::{Late, Override};
use super::layers::{Kept, Layers};
use super::{FindingReport, Place, SpeedUp, Timeline};
use serde::{Deserialize, Serialize};

/// The whole report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Report {
    /// `workbook/report/v1`.
    pub schema: String,
    /// Who wrote it.
    pub tool: Tool,
    /// For whom it was written.
    #[serde(default)]
    pub view: View,
    /// What was judged.
    pub course: CourseId,
    /// Whose answers they are; `null` where nobody handed them in.
    #[serde(default)]
    pub submission: Option<Submission>,
    /// Where it was judged.
    pub env: Env,
    /// What stood between the answers, the verdict and the machine; `null`
    /// where answers were not graded.
    #[serde(default)]
    pub layers: Option<Layers>,
    /// RFC 3339, in UTC.
    pub started_at: String,
    /// RFC 3339, in UTC.
    pub finished_at: String,
    /// Real time.
    pub duration_ms: u64,
    /// Whether everything that was asked for was judged.
    pub complete: bool,
    /// Sums over `exercises`.
    pub totals: Totals,
    /// In the order of the course.
    pub exercises: Vec<ExerciseReport>,
    /// The keyed hash of all before it, where `grade` wrote the report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mac: Option<String>,
}

/// For whom a report was written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum View {
    /// Everything that was seen.
    #[default]
    Full,
    /// Without what hidden tests saw.
    Student,
}

/// A program and its version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Tool {
    /// `workbook`.
    pub name: String,
    /// As in its changelog.
    pub version: String,
}

/// Which course.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CourseId {
    /// Its id.
    pub id: String,
    /// For people.
    pub title: String,
}

/// What somebody handed in. Dates are passed through as they are; with a rule
/// for lateness, they decide points.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Submission {
    /// Unique in its class: the name of its folder, or what the roster says.
    pub id: String,
    /// As it was named on the command line.
    pub path: Option<String>,
    /// Of the person.
    pub name: Option<String>,
    /// Of the person.
    pub email: Option<String>,
    /// As the platform or the roster has it.
    pub submitted_at: Option<String>,
    /// As the platform or the roster has it.
    pub due: Option<String>,
    /// How much longer this person has, or until when, as the roster has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extension: Option<String>,
}

/// The machine and its tools.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Env {
    /// `linux`, `macos`, `windows`.
    pub os: String,
    /// `x86_64`, `aarch64`.
    pub arch: String,
    /// How many threads the machine runs at once.
    pub cpus: usize,
    /// `1.95.0`; `null` where it could not be found out.
    pub rustc: Option<String>,
    /// What deadlines were multiplied by.
    pub timeout_scale: f64,
}

/// Sums.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Totals {
    /// How many were judged.
    pub exercises: usize,
    /// How many passed.
    pub passed: usize,
    /// What they are worth.
    pub points: f64,
    /// What all of them would be worth.
    pub max_points: f64,
}

/// How something came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Right, and proven.
    Pass,
    /// Wrong.
    Fail,
    /// Still running at the deadline.
    Timeout,
    /// The process ended without a report.
    Crash,
    /// The compiler refused it.
    BuildError,
    /// It passed in some runs only.
    Flaky,
    /// It uses what the exercise forbids.
    Forbidden,
    /// An expected test did not report.
    Missing,
    /// Not run.
    Skipped,
    /// Nothing was handed in.
    NotSubmitted,
    /// The checker could not do its work; says nothing about the answer.
    Infra,
}

/// One exercise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ExerciseReport {
    /// The stable name.
    pub id: String,
    /// The lesson's folder.
    pub chapter: String,
    /// The verdict.
    pub status: Status,
    /// What it is worth.
    pub points: f64,
    /// What a pass is worth.
    pub max_points: f64,
    /// Whether tests that passed count where others did not.
    #[serde(default)]
    pub partial_credit: bool,
    /// Whether its tests are hidden from learners; a set's own are not.
    #[serde(default = "yes")]
    pub hidden_tests: bool,
    /// From the start of the compiler to the end of the last test.
    pub duration_ms: u64,
    /// Where an instructor set the points.
    #[serde(default, rename = "override", skip_serializing_if = "Option::is_none")]
    pub overridden: Option<Override>,
    /// Where it was handed in after it was due, and lateness costs something.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late: Option<Late>,
    /// How often it was judged.
    pub runs: usize,
    /// How often it passed.
    pub passed_runs: usize,
    /// Why the status is `infra`; with `not_submitted`, what was not taken.
    #[serde(default)]
    pub error: Option<String>,
    /// What somebody may want to look at, though it refuses nothing.
    #[serde(default)]
    pub flags: Vec<Flag>,
    /// What its runs were kept in; `null` where nothing of it was compiled.
    #[serde(default)]
    pub kept: Option<Kept>,
    /// What was judged.
    pub files: Vec<FileReport>,
    /// Why it did not pass, the most telling first.
    pub findings: Vec<FindingReport>,
    /// The compiler's part.
    pub build: BuildReport,
    /// In the order of the hidden test.
    pub tests: Vec<TestReport>,
    /// Those in the learner's own file, where they were asked beside hidden tests:
    /// never in a grade.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub own_tests: Vec<TestReport>,
}

/// Where a report does not say, it is safer to hide.
fn yes() -> bool {
    true
}

/// One file that was judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FileReport {
    /// Relative to the course.
    pub path: String,
    /// Of its content, in hexadecimal; `null` where it could not be read.
    pub blake3: Option<String>,
}

/// Something in an answer that is allowed and rare.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Flag {
    /// What.
    pub what: String,
    /// Where.
    pub location: Option<Place>,
}

/// The compiler's part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct BuildReport {
    /// `pass` or `build_error`.
    pub status: Status,
    /// What it said.
    pub diagnostics: Vec<DiagnosticReport>,
}

/// One message of the compiler or of clippy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DiagnosticReport {
    /// `error`, `warning`, `note`.
    #[cfg_attr(test, schemars(schema_with = "super::schema::level"))]
    pub level: crate::verdict::Level,
    /// `E0308`, `clippy::needless_return`, …
    pub code: Option<String>,
    /// The first line.
    pub message: String,
    /// The first place.
    pub location: Option<Place>,
    /// The whole message, without colours.
    pub rendered: String,
}

/// One test.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TestReport {
    /// Its name.
    pub name: String,
    /// How it came out.
    pub status: Status,
    /// What it is worth; 0 where tests have no points of their own.
    #[serde(default)]
    pub points: f64,
    /// What a pass is worth; the tests of an exercise add up to its points.
    #[serde(default)]
    pub max_points: f64,
    /// What its inputs were drawn from.
    #[serde(default)]
    pub seed: Option<u64>,
    /// How often it was run: a deadline is confirmed once, alone.
    #[serde(default)]
    pub attempts: u32,
    /// Real time.
    pub duration_ms: u64,
    /// The exit code, where the process ended without a report.
    pub exit: Option<i32>,
    /// The signal, where one ended it.
    pub signal: Option<i32>,
    /// What it found.
    pub findings: Vec<FindingReport>,
    /// What ran when; `null` where nothing was seen.
    pub timeline: Option<Timeline>,
    /// How much faster its work was than one piece after another, if measured.
    #[serde(default)]
    pub speed_up: Option<SpeedUp>,
    /// Lines worth showing, such as measured numbers.
    pub notes: Vec<String>,
    /// What the learner's code printed. Not made harmless for a terminal.
    pub output: String,
    /// Whether it was cut.
    pub output_truncated: bool,
}
