//! `workbook grade`.

use super::export::ExportArgs;
use clap::{Args, Subcommand};
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// `workbook grade`: folders, or `merge`. A submission that is really called
/// `merge` is `./merge`.
#[derive(Debug, Clone, PartialEq, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true,
    override_usage = "workbook grade [OPTIONS] PATH...\n       \
                      workbook grade [OPTIONS] --each DIR\n       \
                      workbook grade merge [OPTIONS] DIR..."
)]
pub struct GradeArgs {
    /// What else there is to do.
    #[command(subcommand)]
    pub command: Option<GradeCommand>,
    /// What to grade.
    #[command(flatten)]
    pub run: GradeRunArgs,
}

/// `workbook judge-answers`
#[derive(Debug, Clone, PartialEq, Args)]
pub struct JudgeAnswersArgs {
    /// How often the grading run judges each answer
    #[arg(long, value_name = "N")]
    pub repeat: NonZeroUsize,
}

/// `workbook grade merge`
#[derive(Debug, Clone, PartialEq, Subcommand)]
pub enum GradeCommand {
    /// Put the results of shards together
    Merge(GradeMergeArgs),
}

/// What to grade, and how.
#[derive(Debug, Clone, PartialEq, Args)]
pub struct GradeRunArgs {
    /// The submissions: each folder, zip or tar is one, and its name is the id
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Every folder, zip and tar in DIR is a submission
    #[arg(long, value_name = "DIR")]
    pub each: Vec<PathBuf>,
    /// How many answers to judge at the same time
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
    /// What both ways of grading understand.
    #[command(flatten)]
    pub results: GradeResultsArgs,
    /// Go on with a run that was interrupted; what was judged is not judged again
    #[arg(long)]
    pub resume: bool,
    /// Grade again after a change of the course or of points, in the folder of the results: only what
    /// the change can touch is judged, and whose points moved is printed
    #[arg(long, conflicts_with_all = ["resume", "shard", "similarity"])]
    pub regrade: bool,
    /// With --regrade: say what would be judged again, and why; nothing is judged or written
    #[arg(long, requires = "regrade")]
    pub dry_run: bool,
    /// With --regrade: print what moved as JSON, workbook/regrade/v1
    #[arg(long, requires = "regrade")]
    pub json: bool,
    /// Judge each answer so many times; one that passes now and then does not pass
    #[arg(long, value_name = "N", default_value = "1")]
    pub repeat: NonZeroUsize,
    /// Judge each submission on its own, also where answers are the same
    #[arg(long, conflicts_with = "shard")]
    pub no_cache: bool,
    /// Do the part I of N of the work, such as 1/4; `grade merge` puts them together
    #[arg(long, value_name = "I/N", value_parser = shard, conflicts_with_all = ["formats", "feedback", "overrides"])]
    pub shard: Option<(usize, usize)>,
    /// Grade also where answers cannot be shut in completely
    #[arg(long)]
    pub allow_degraded: bool,
    /// Judge nothing: write the answers into a new folder, as `JPlag` compares them
    #[arg(long, value_name = "DIR", conflicts_with_all = ["shard", "resume", "formats", "feedback"])]
    pub similarity: Option<PathBuf>,
}

/// What both ways of grading understand.
#[derive(Debug, Clone, PartialEq, Args)]
pub struct GradeResultsArgs {
    /// The folder of the results, which must be new or empty
    #[arg(long, value_name = "DIR", default_value = "grades")]
    pub out: PathBuf,
    /// The file with the key that results are signed with, instead of the one in your own folder;
    /// give shards on several machines the same. WORKBOOK_GRADING_KEY says it too
    #[arg(long, value_name = "FILE")]
    pub key: Option<PathBuf>,
    /// The list of the class, with the columns id or folder, name, email, submitted_at, due,
    /// extension
    #[arg(long, value_name = "CSV")]
    pub roster: Option<PathBuf>,
    /// Points, instead of those in the course: a file with a table [grading]
    #[arg(long, value_name = "FILE")]
    pub policy: Option<PathBuf>,
    /// What late answers lose, in percent: per-day=10,grace=15m,cap=50; or off. Times are on the
    /// roster, each with its zone; a started day counts
    #[arg(long, value_name = "RULE")]
    pub late: Option<String>,
    /// Points that you set, instead of those of the verdict: a table with the columns student,
    /// exercise, points, reason; the reason is shown in every report, to students too
    #[arg(long, value_name = "CSV")]
    pub overrides: Option<PathBuf>,
    /// In which formats besides; without a file into the submission's folder, and to standard
    /// output too where there is but one submission.
    #[command(flatten)]
    pub export: ExportArgs,
    /// Write a page for each submission into DIR, to hand out: ID.html, without what hidden tests saw
    #[arg(long, value_name = "DIR")]
    pub feedback: Option<PathBuf>,
    /// Exit 1 where a submission has a smaller share of the points
    #[arg(long, value_name = "PCT", value_parser = percent)]
    pub fail_under: Option<f64>,
}

/// `workbook grade merge`
#[derive(Debug, Clone, PartialEq, Args)]
pub struct GradeMergeArgs {
    /// The folders of the results of all shards
    #[arg(required = true, value_name = "DIR")]
    pub shards: Vec<PathBuf>,
    /// What both ways of grading understand.
    #[command(flatten)]
    pub results: GradeResultsArgs,
}

fn shard(text: &str) -> Result<(usize, usize), String> {
    let wrong = || "it must be a part of a number, such as 1/4".to_owned();
    let (index, of) = text.split_once('/').ok_or_else(wrong)?;
    let index = index.parse().map_err(|_| wrong())?;
    let of = of.parse().map_err(|_| wrong())?;
    match (1..=of).contains(&index) {
        true => Ok((index, of)),
        false => Err(wrong()),
    }
}

fn percent(text: &str) -> Result<f64, String> {
    match text.trim_end_matches('%').parse::<f64>() {
        Ok(number) if (0.0..=100.0).contains(&number) => Ok(number),
        Ok(_) | Err(_) => Err("it must be a number from 0 to 100".to_owned()),
    }
}
