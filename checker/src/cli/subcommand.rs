//! The subcommands and what each understands.

use super::dev::DevCommand;
use super::export::ReportArgs;
use super::grade::{GradeArgs, JudgeAnswersArgs};
use clap::{Args, Subcommand, ValueEnum};
use clap_complete::Shell;
use std::ffi::OsString;
use std::fmt;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// What to do.
#[derive(Debug, Clone, PartialEq, Subcommand)]
pub enum Command {
    /// Judge your file at every save and show what ran when
    Watch(WatchArgs),
    /// Judge one exercise once
    Run(RunArgs),
    /// Judge many exercises, one line each
    Check(CheckArgs),
    /// Show the next hint, or all of them
    Hint(HintArgs),
    /// Read a lesson's text
    Lesson(LessonArgs),
    /// See the idea of a lesson at work
    Demo(DemoArgs),
    /// Measure what threads, tasks and processes cost on this machine
    Compare(CompareArgs),
    /// Read what the crate `lab` offers, such as `FakeApi`
    Docs(DocsArgs),
    /// List the exercises and what is done
    List(ListArgs),
    /// Show how far you are and where to go on
    Status(StatusArgs),
    /// Show attempts, hints and time for each exercise
    Stats(StatsArgs),
    /// Try exercises again that passed some time ago
    Review(ReviewArgs),
    /// Go to the next exercise
    Next,
    /// Go back to the exercise before
    Prev,
    /// Go to an exercise
    Goto(NameArgs),
    /// Start an exercise again; your answer is kept, see undo
    Reset(ResetArgs),
    /// Bring back what the last reset replaced
    Undo(UndoArgs),
    /// Show the solution, after your own answer passed
    Solution(SolutionArgs),
    /// Open an exercise in your editor
    Open(OpenArgs),
    /// Grade what others handed in
    Grade(Box<GradeArgs>),
    /// Write a workbook into a new folder
    Init(InitArgs),
    /// Build the crates that exercises use, before anybody waits
    Prepare(PrepareArgs),
    /// Look at this machine: what is missing, what a bug report needs
    Doctor,
    /// Write reports in other formats, for people and for platforms
    Report(ReportArgs),
    /// Print completions for your shell
    Completions(CompletionsArgs),
    /// Print the manual page
    Man(ManArgs),
    /// For authors of exercises
    #[command(subcommand)]
    Dev(DevCommand),
    /// Stay with a program that outlives us; only `watch` uses this
    #[command(hide = true)]
    Apart(ApartArgs),
    /// Judge answers of others apart; only `grade` uses this
    #[command(hide = true)]
    JudgeAnswers(JudgeAnswersArgs),
    /// Keep a core busy; only `dev stress` uses this
    #[command(hide = true)]
    Busy,
}

/// An exercise that has to be named.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct NameArgs {
    /// The exercise, such as `join`
    pub name: String,
}

/// `workbook watch`
#[derive(Debug, Clone, PartialEq, Eq, Default, Args)]
pub struct WatchArgs {
    /// The exercise to start with; the current one if not given
    pub name: Option<String>,
    /// After a pass: ask (stay until `n` or a save), or auto (go on at once)
    #[arg(long, value_enum, default_value_t, hide_possible_values = true)]
    pub advance: Advance,
    /// Look at the files regularly, where the system tells of no changes
    #[arg(long)]
    pub poll: bool,
    /// Keep what is on the screen
    #[arg(long)]
    pub no_clear: bool,
    /// The command that `o` opens a file with, such as `code`
    #[arg(long, value_name = "CMD")]
    pub editor: Option<String>,
    /// A part of the course.
    #[command(flatten)]
    pub part: PartArgs,
}

/// A part of the course.
#[derive(Debug, Clone, PartialEq, Eq, Default, Args)]
pub struct PartArgs {
    /// Only this track, such as beginner
    #[arg(long, value_name = "TRACK", conflicts_with = "path")]
    pub track: Option<String>,
    /// Only the exercises on this path, such as core; `list` shows the paths
    #[arg(long, value_name = "PATH")]
    pub path: Option<String>,
}

/// As it is typed, after a blank; empty for the whole course.
impl fmt::Display for PartArgs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let options = [("track", &self.track), ("path", &self.path)];
        let mut given = options
            .iter()
            .filter_map(|(name, value)| Some((name, value.as_ref()?)));
        given.try_for_each(|(name, value)| write!(f, " --{name} {value}"))
    }
}

/// What `watch` does after a pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Advance {
    /// Stay until `n` is pressed or the next file is saved
    #[default]
    Ask,
    /// Go on at once
    Auto,
}

/// `workbook run`
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct RunArgs {
    /// The exercise; the current one if not given
    pub name: Option<String>,
    /// Judge it so many times
    #[arg(long, value_name = "N")]
    pub repeat: Option<NonZeroUsize>,
    /// Stop at the first run that does not pass; 100 runs unless --repeat says more
    #[arg(long)]
    pub until_fail: bool,
    /// What the tests draw their inputs and orders from; drawn anew for each if not given
    #[arg(long, value_name = "S")]
    pub seed: Option<u64>,
    /// Where to write what ran when.
    #[command(flatten)]
    pub pictures: PictureArgs,
    /// How to show the verdict: text, or json for programs
    #[arg(long, value_enum, default_value_t, hide_possible_values = true)]
    pub format: Format,
}

/// Files with what ran when.
#[derive(Debug, Clone, PartialEq, Eq, Default, Args)]
pub struct PictureArgs {
    /// Write what ran when as a picture; that of the most telling test
    #[arg(long, value_name = "FILE")]
    pub svg: Option<PathBuf>,
    /// Write all that ran as a page: go through it step by step, look closer
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,
    /// Write all that ran as trace events, for Perfetto
    #[arg(long, value_name = "FILE")]
    pub trace: Option<PathBuf>,
}

/// How a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Format {
    /// For people
    #[default]
    Text,
    /// For programs: one JSON document, workbook/report/v1
    Json,
}

/// `workbook check`
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct CheckArgs {
    /// The exercises; those that you have done if none is given
    #[arg(conflicts_with_all = ["track", "path"])]
    pub names: Vec<String>,
    /// All exercises of the course
    #[arg(long, conflicts_with_all = ["names", "track", "path"])]
    pub all: bool,
    /// The exercises of one lesson
    #[arg(long, value_name = "N", conflicts_with_all = ["names", "all", "track", "path"])]
    pub lesson: Option<u32>,
    /// A part of the course.
    #[command(flatten)]
    pub part: PartArgs,
    /// How many to judge at the same time
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
    /// How to show the verdicts: text, or json for programs
    #[arg(long, value_enum, default_value_t, hide_possible_values = true)]
    pub format: Format,
}

/// `workbook hint`
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct HintArgs {
    /// The exercise; the current one if not given
    pub name: Option<String>,
    /// This hint
    #[arg(long, value_name = "N", conflicts_with = "all")]
    pub level: Option<NonZeroUsize>,
    /// All hints at once
    #[arg(long)]
    pub all: bool,
}

/// `workbook review`
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct ReviewArgs {
    /// The exercise; those that are due if not given
    #[arg(conflicts_with = "list")]
    pub name: Option<String>,
    /// Show what is due, and what will be next
    #[arg(long, conflicts_with = "editor")]
    pub list: bool,
    /// The command that `o` opens a file with, such as `code`
    #[arg(long, value_name = "CMD")]
    pub editor: Option<String>,
}

/// `workbook docs`
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct DocsArgs {
    /// `lab`, or something in it, such as `FakeApi`; `lab` if not given
    pub name: Option<String>,
}

/// `workbook lesson`
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct LessonArgs {
    /// The lesson's number; that of the current exercise if not given
    pub number: Option<u32>,
}

/// `workbook demo`
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct DemoArgs {
    /// The lesson's number
    #[arg(value_name = "LESSON")]
    pub lesson: Option<u32>,
    /// Those of all lessons, in order; on a terminal it asks before each
    #[arg(long, conflicts_with = "lesson")]
    pub all: bool,
}

/// `workbook compare`
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct CompareArgs {
    /// As JSON, for programs: workbook/compare/v1
    #[arg(long, conflicts_with = "markdown")]
    pub json: bool,
    /// As a Markdown table
    #[arg(long)]
    pub markdown: bool,
}

/// `workbook list`
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct ListArgs {
    /// A part of the course.
    #[command(flatten)]
    pub part: PartArgs,
    /// As JSON, for programs
    #[arg(long)]
    pub json: bool,
}

/// `workbook status`
#[derive(Debug, Clone, PartialEq, Eq, Default, Args)]
pub struct StatusArgs {
    /// A part of the course.
    #[command(flatten)]
    pub part: PartArgs,
    /// As JSON, for programs
    #[arg(long, conflicts_with = "markdown")]
    pub json: bool,
    /// As a Markdown table, for a README
    #[arg(long)]
    pub markdown: bool,
}

/// `workbook stats`
#[derive(Debug, Clone, PartialEq, Eq, Default, Args)]
pub struct StatsArgs {
    /// A part of the course.
    #[command(flatten)]
    pub part: PartArgs,
    /// As JSON, for programs: workbook/stats/v1
    #[arg(long)]
    pub json: bool,
}

/// `workbook prepare`
#[derive(Debug, Clone, PartialEq, Eq, Default, Args)]
pub struct PrepareArgs {
    /// A part of the course.
    #[command(flatten)]
    pub part: PartArgs,
}

/// `workbook reset`
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct ResetArgs {
    /// The exercise, such as `join`
    pub name: String,
    /// Do not ask
    #[arg(short, long)]
    pub yes: bool,
}

/// `workbook undo`
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct UndoArgs {
    /// The exercise; the one that was reset last if not given
    pub name: Option<String>,
}

/// `workbook solution`
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct SolutionArgs {
    /// The exercise; the current one if not given
    pub name: Option<String>,
    /// Only where it differs from your file
    #[arg(long)]
    pub diff: bool,
    /// Also before your own answer passed
    #[arg(long)]
    pub force: bool,
}

/// `workbook open`
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct OpenArgs {
    /// The exercise; the current one if not given
    pub name: Option<String>,
    /// The command to open it with, such as `code`
    #[arg(long, value_name = "CMD")]
    pub editor: Option<String>,
}

/// `workbook init`
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct InitArgs {
    /// The folder to write; `workbook` if not given
    pub dir: Option<PathBuf>,
}

/// `workbook completions`
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct CompletionsArgs {
    /// Your shell
    #[arg(value_enum)]
    pub shell: Shell,
}

/// `workbook man`
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct ManArgs {
    /// Write one page for each command into this folder
    #[arg(long, value_name = "DIR")]
    pub dir: Option<PathBuf>,
}

/// `workbook apart`
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct ApartArgs {
    /// The program and its arguments
    #[arg(required = true, last = true)]
    pub command: Vec<OsString>,
}
