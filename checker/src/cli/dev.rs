//! What authors of exercises can ask for.

use super::Format;
use clap::{Args, Subcommand, ValueEnum};
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// `workbook dev`
#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub enum DevCommand {
    /// Prove that exercises fail, solutions pass and wrong answers are refused
    Check(DevCheckArgs),
    /// Judge all answers again and again, on one core, on all and under load
    Stress(DevStressArgs),
    /// Judge right answers with small changes; list those that still pass
    Mutants(DevMutantsArgs),
    /// Measure right answers and propose deadlines
    Calibrate(DevCalibrateArgs),
    /// Write the files of a new exercise
    New(DevNewArgs),
    /// Write what students get: no solutions, no hidden tests
    Pack(DevPackArgs),
    /// Write the course as a book for mdBook, with verdicts and pictures
    Book(DevBookArgs),
}

/// `workbook dev check`
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct DevCheckArgs {
    /// The exercise; the whole course if not given
    pub name: Option<String>,
    /// The exercises of one lesson
    #[arg(long, value_name = "N", conflicts_with = "name")]
    pub lesson: Option<u32>,
    /// How many answers to judge at the same time
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
    /// Judge also what was judged before and has not changed
    #[arg(long)]
    pub fresh: bool,
}

/// `workbook dev mutants`
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct DevMutantsArgs {
    /// Exercises, or files of solutions and right answers; the whole course if none is given
    #[arg(value_name = "NAME")]
    pub names: Vec<String>,
    /// The exercises of one lesson
    #[arg(long, value_name = "N", conflicts_with = "names")]
    pub lesson: Option<u32>,
    /// Only so many of the mutants
    #[arg(long, value_name = "N")]
    pub sample: Option<NonZeroUsize>,
    /// What decides which mutants are in the sample
    #[arg(long, value_name = "S", requires = "sample")]
    pub seed: Option<u64>,
    /// How many mutants to judge at the same time
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
    /// How to show what came of it: text, or json for programs
    #[arg(long, value_enum, default_value_t, hide_possible_values = true)]
    pub format: Format,
}

/// `workbook dev new`
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct DevNewArgs {
    /// The name of the exercise, unique in the course
    pub name: String,
    /// Its lesson: the number or the folder
    #[arg(long, value_name = "LESSON")]
    pub lesson: String,
    /// The title of the lesson, where it is new
    #[arg(long)]
    pub title: Option<String>,
}

/// `workbook dev pack`
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct DevPackArgs {
    /// A new folder, or a file that ends in .tar.gz; named after the course if not given
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Add a workflow that judges every push with this GitHub action
    #[arg(long, value_name = "OWNER/REPOSITORY@REF")]
    pub action: Option<String>,
}

/// `workbook dev book`
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct DevBookArgs {
    /// A new folder, or one with an earlier book
    pub dir: PathBuf,
    /// Only these exercises; the whole course if none is given
    #[arg(value_name = "NAME")]
    pub names: Vec<String>,
    /// Only the exercises of one lesson
    #[arg(long, value_name = "N", conflicts_with = "names")]
    pub lesson: Option<u32>,
    /// Judge nothing: a book without verdicts and pictures
    #[arg(long)]
    pub no_verdicts: bool,
    /// How many answers to judge at the same time
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
}

/// `workbook dev stress`
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct DevStressArgs {
    /// Exercises, or files of solutions and answers; the whole course if none is given
    #[arg(value_name = "NAME")]
    pub names: Vec<String>,
    /// The exercises of one lesson
    #[arg(long, value_name = "N", conflicts_with = "names")]
    pub lesson: Option<u32>,
    /// How often to run each answer in each setting
    #[arg(long, value_name = "N", default_value = "20")]
    pub rounds: NonZeroUsize,
    /// Only in one-core, all-cores or loaded; can be given more than once
    #[arg(
        long = "setting",
        value_enum,
        value_name = "SETTING",
        hide_possible_values = true
    )]
    pub settings: Vec<Setting>,
    /// How many busy processes there are in the setting loaded
    #[arg(long, value_name = "K", default_value = "8")]
    pub load: usize,
    /// Only the right answers, with solutions, or only the wrong ones: right, wrong
    #[arg(long, value_enum, value_name = "SIDE", hide_possible_values = true)]
    pub only: Option<Side>,
    /// How many answers run at the same time
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
    /// What the seeds of the tests are drawn from; the first round has this one
    #[arg(long, value_name = "S")]
    pub seed: Option<u64>,
    /// How to show what came of it: text, or json for programs
    #[arg(long, value_enum, default_value_t, hide_possible_values = true)]
    pub format: Format,
}

/// What surrounds the tests while they run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Setting {
    /// Each answer has one core
    OneCore,
    /// Each answer has all cores
    AllCores,
    /// All cores, with busy processes beside them
    Loaded,
}

impl Setting {
    /// For people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Setting::OneCore => "one core",
            Setting::AllCores => "all cores",
            Setting::Loaded => "loaded",
        }
    }

    /// For the command line and for programs.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Setting::OneCore => "one-core",
            Setting::AllCores => "all-cores",
            Setting::Loaded => "loaded",
        }
    }
}

/// Which answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Side {
    /// Solutions and right answers
    Right,
    /// Wrong answers
    Wrong,
}

/// `workbook dev calibrate`
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct DevCalibrateArgs {
    /// The exercises; the whole course if none is given
    #[arg(value_name = "NAME")]
    pub names: Vec<String>,
    /// The exercises of one lesson
    #[arg(long, value_name = "N", conflicts_with = "names")]
    pub lesson: Option<u32>,
    /// How often to run each right answer
    #[arg(long, value_name = "N", default_value = "5")]
    pub rounds: NonZeroUsize,
    /// How many answers run at the same time
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
    /// How to show it: text, or json for programs
    #[arg(long, value_enum, default_value_t, hide_possible_values = true)]
    pub format: Format,
}
