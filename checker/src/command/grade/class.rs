//! What is graded: the course with its points, and the list of the class.

use super::places;
use crate::cli::GradeResultsArgs;
use crate::command::{context::Context, export::options};
use crate::course::{Course, Grading, LatePolicy, time_of};
use crate::exit::Failure;
use crate::grade::{
    Absent, Columns, Entry, Folder, Outputs, Overrides, OverridesFile, Roster, Secret, Worth,
    ensure_times as ensure_times_of, missing_tests, name_of_policy, worths, write_gradebook,
};
use crate::info_file::parse_policy;
use crate::reporter::Count;
use anyhow::{Context as _, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What both ways of grading work with.
pub(super) struct Class {
    pub(super) course: Arc<Course>,
    pub(super) worths: Vec<Worth>,
    /// Names the points.
    pub(super) policy: String,
    pub(super) due: Option<String>,
    /// What late answers lose.
    pub(super) late: Option<LatePolicy>,
    pub(super) roster: Option<Roster>,
    /// As it was written; see [`Class::overrides`].
    overrides: Option<OverridesFile>,
    pub(super) out: PathBuf,
    pub(super) outputs: Outputs,
}

impl Class {
    pub(super) fn of(args: &GradeResultsArgs, context: &mut Context<'_>) -> anyhow::Result<Self> {
        let outputs = outputs(args, context)?;
        let roster = args.roster.as_deref().map(Roster::read).transpose()?;
        let overrides = args.overrides.as_deref().map(OverridesFile::read);
        let overrides = overrides.transpose()?;
        let out = places::results(&args.out)?;
        let course = places::course(context)?;
        let mut grading = grading(&course, args.policy.as_deref())?;
        if let Some(rule) = &args.late {
            let late = LatePolicy::parse(rule);
            grading.late = late.map_err(|why| Failure::Usage(format!("--late {rule}: {why}")))?;
        }
        if grading.late.is_some() {
            let file = args.roster.as_ref().map(|file| file.display().to_string());
            ensure_times(&grading, roster.as_ref(), &file.unwrap_or_default())?;
        }
        let worths = worths(&course, &grading);
        Ok(Self {
            policy: name_of_policy(&course, &worths, &grading),
            late: grading.late,
            due: grading.due,
            worths,
            course,
            roster,
            overrides,
            out,
            outputs,
        })
    }

    /// The key that results are signed with; `needed` where those of another run
    /// have to be understood, or another run has to understand ours.
    pub(super) fn secret(
        args: &GradeResultsArgs,
        needed: bool,
        context: &mut Context<'_>,
    ) -> anyhow::Result<Secret> {
        Secret::find(args.key.as_deref(), needed, &mut |warning| {
            context.notice(&format!("warning: {warning}"));
        })
    }

    /// The ids on the roster, in order.
    pub(super) fn people(&self) -> Option<Vec<String>> {
        let people = &self.roster.as_ref()?.people;
        let mut ids: Vec<_> = people.iter().map(|one| one.id.clone()).collect();
        ids.sort();
        Some(ids)
    }

    /// What an instructor set, where `ids` were handed in.
    pub(super) fn overrides(&self, ids: &[String]) -> anyhow::Result<Overrides> {
        let Some(file) = &self.overrides else {
            return Ok(Overrides::default());
        };
        let people = self.roster.as_ref().map_or(&[][..], |all| &all.people);
        let listed = people
            .iter()
            .map(|one| (one.id.as_str(), one.folder.as_str()));
        let ids = ids.iter().map(|id| (id.as_str(), id.as_str()));
        let known: Vec<_> = ids.chain(listed).collect();
        file.resolve(&self.course, &self.worths, &known)
    }

    /// The line of each person; `absent` have a report although they handed in nothing.
    pub(super) fn write_gradebook(
        &self,
        results: (&Folder, &Secret),
        ids: &[String],
        absent: &[Absent],
    ) -> anyhow::Result<()> {
        let absent = absent.iter().map(|one| one.id.clone());
        let ids: Vec<_> = ids.iter().cloned().chain(absent).collect();
        let (course, roster) = (&self.course, self.roster.as_ref());
        let columns = Columns {
            overrides: self.overrides.is_some(),
            late: self.late.is_some(),
        };
        write_gradebook(results, course, &self.worths, &ids, roster, columns)
    }

    /// Say of whom it is not known whether they are late.
    pub(super) fn warn_of_times(&self, entries: &[Entry], context: &mut Context<'_>) {
        const SHOWN: usize = 5;
        let handed_in = entries.iter().map(|entry| &entry.submission);
        let unknown = handed_in
            .filter(|one| one.submitted_at.is_none() || (one.due.is_none() && self.due.is_none()));
        let unknown: Vec<_> = unknown.map(|one| format!("`{}`", one.id)).collect();
        if self.late.is_none() || unknown.is_empty() {
            return;
        }
        let count = Count(unknown.len(), "submission");
        let more = match unknown.len().saturating_sub(SHOWN) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let names = unknown[..unknown.len().min(SHOWN)].join(", ");
        context.notice(&format!(
            "warning: of {count} it is not known when it was handed in or due, and nothing is \
             taken for lateness: {names}{more}; fill in submitted_at and due on the roster"
        ));
    }

    /// Say who is not on the roster.
    pub(super) fn warn_of_strangers<'i>(
        &self,
        ids: impl Iterator<Item = &'i str>,
        context: &mut Context<'_>,
    ) {
        const SHOWN: usize = 5;
        let Some(roster) = &self.roster else {
            return;
        };
        let known: std::collections::HashSet<&str> =
            roster.people.iter().map(|one| one.id.as_str()).collect();
        let strangers: Vec<_> = ids.filter(|id| !known.contains(id)).collect();
        for id in strangers.iter().take(SHOWN) {
            context.notice(&format!(
                "warning: `{id}` is not on the roster; it is at the end of the gradebook"
            ));
        }
        if let Some(more @ 1..) = strangers.len().checked_sub(SHOWN) {
            let more = Count(more, "other submission");
            context.notice(&format!("warning: neither is {more}"));
        }
    }
}

/// Make sure that lateness can be told.
fn ensure_times(grading: &Grading, roster: Option<&Roster>, file: &str) -> anyhow::Result<()> {
    let people = roster.map_or(&[][..], |roster| &roster.people);
    let usage = |text: String| anyhow::Error::from(Failure::Usage(text));
    if !people.iter().any(|one| one.submitted_at.is_some()) {
        bail!(usage(
            "what late answers lose depends on when they were handed in: name a roster with the \
             column submitted_at (--roster), or let it be with --late off"
                .to_owned()
        ));
    }
    if let Some(due) = &grading.due {
        time_of(due).map_err(|why| usage(format!("due in the table [grading]: {why}")))?;
    } else if !people.iter().any(|one| one.due.is_some()) {
        bail!(usage(
            "what late answers lose depends on when they were due: add the column due to the \
             roster, or `due = 2026-11-23T22:00:00Z` to the table [grading]"
                .to_owned()
        ));
    }
    roster.map_or(Ok(()), |roster| ensure_times_of(roster, file))
}

/// The points: what the course says, changed by the policy.
fn grading(course: &Course, policy: Option<&Path>) -> anyhow::Result<Grading> {
    let mut grading = course.grading.clone();
    if let Some(path) = policy {
        let shown = path.display();
        let text = fs::read_to_string(path)
            .with_context(|| format!("failed to read the policy `{shown}`"))?;
        let change = parse_policy(&text, &course.lessons, &course.exercises);
        let change =
            change.map_err(|error| anyhow::anyhow!("{shown}:{}: {}", error.line, error.problem))?;
        grading = grading.changed_by(change);
    }
    let missing = missing_tests(course, &grading)?;
    if let Some(first) = missing.first() {
        bail!("the table [grading] names a test that is not there: {first}");
    }
    Ok(grading)
}

fn outputs(args: &GradeResultsArgs, context: &Context<'_>) -> anyhow::Result<Outputs> {
    let feedback = args.feedback.as_deref().map(places::results).transpose()?;
    let nothing = args.export.formats.is_empty() && feedback.is_none();
    Ok(Outputs {
        exports: args.export.formats.clone(),
        student_view: args.export.student_view,
        feedback,
        options: match nothing {
            true => None,
            false => Some(options(context)?),
        },
    })
}

/// Make sure that a file gets one report only.
pub(super) fn ensure_one_report(outputs: &Outputs, submissions: usize) -> anyhow::Result<()> {
    if submissions > 1 && outputs.has_file() {
        let text = "--format F=FILE writes one file, and there are several submissions; with \
                    --format F each gets its own, in its folder of the results";
        bail!(Failure::Usage(text.to_owned()));
    }
    Ok(())
}
