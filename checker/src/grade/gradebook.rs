//! `gradebook.csv`: a line for each person. The same reports give the same
//! bytes; there are no times in it.

use super::desk::{REPORT, folder_of};
use super::folder::Folder;
use super::roster::{Person, Roster};
use super::secret::{About, Secret};
use super::summary::percent;
use super::worth::{Worth, shown};
use crate::course::{Course, Exercise};
use crate::reporter::{
    formats::{csv, one_line},
    json::{Late, Override, Status, Totals},
};
use anyhow::{Context, bail};
use serde::Deserialize;
use std::collections::HashSet;
use std::io::{self, BufWriter};
use std::path::Path;

/// Its name in the folder of the results.
pub const GRADEBOOK: &str = "gradebook.csv";
/// Of somebody of whom nothing was found.
const NOTHING: &str = "not_submitted";
const OURS: [&str; 8] = [
    "id",
    "name",
    "email",
    "status",
    "points",
    "max_points",
    "percent",
    "not_submitted",
];

/// Columns that are there where something changed points.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Columns {
    /// What an instructor set, with the reasons.
    pub overrides: bool,
    /// How late it was, and what that took.
    pub late: bool,
}

impl Columns {
    fn names(self) -> Vec<String> {
        let overrides = self.overrides.then_some("overrides");
        let late = ["late_seconds", "late_taken"];
        let late = late.into_iter().filter(|_| self.late);
        overrides
            .into_iter()
            .chain(late)
            .map(str::to_owned)
            .collect()
    }

    fn cells(self, course: &Course, exercises: &[RowExercise]) -> Vec<String> {
        let mut cells = Vec::new();
        if self.overrides {
            cells.push(inert(&overrides(course, exercises)));
        }
        if self.late {
            let late = || exercises.iter().filter_map(|one| one.late.as_ref());
            let seconds = late().map(|late| late.seconds).max();
            let taken: f64 = late().map(|late| late.taken).sum();
            cells.push(seconds.unwrap_or(0).to_string());
            cells.push(shown(taken));
        }
        cells
    }
}

/// What of a report goes into the book.
#[derive(Deserialize)]
struct Row {
    complete: bool,
    submission: RowSubmission,
    totals: Totals,
    exercises: Vec<RowExercise>,
}

#[derive(Deserialize)]
struct RowSubmission {
    name: Option<String>,
    email: Option<String>,
}

#[derive(Deserialize)]
struct RowExercise {
    status: Status,
    points: f64,
    #[serde(default, rename = "override")]
    overridden: Option<Override>,
    late: Option<Late>,
}

/// Write the book of all in `ids`, which are in order: those on the roster as it
/// has them, then the others. Reports are read one by one.///
/// # Errors
///
/// Where a report cannot be read or is not ours, or the book cannot be written.
pub fn write(
    (out, secret): (&Folder, &Secret),
    course: &Course,
    worths: &[Worth],
    ids: &[String],
    roster: Option<&Roster>,
    columns: Columns,
) -> anyhow::Result<()> {
    let mut failed = None;
    let written = out.replace_synced(Path::new(GRADEBOOK), |file| {
        let mut book = Book {
            writer: ::csv::Writer::from_writer(BufWriter::new(file)),
            out,
            secret,
            course,
            worths,
            columns,
            more: roster.map_or(0, |roster| roster.more.len()),
        };
        book.all(ids, roster).map_err(|error| {
            failed = Some(error);
            io::Error::other("a line cannot be written")
        })
    });
    // What went wrong with a report says more than that the book is missing.
    failed.map_or(written, Err)
}

struct Book<'a, W: std::io::Write> {
    writer: ::csv::Writer<W>,
    out: &'a Folder,
    secret: &'a Secret,
    course: &'a Course,
    worths: &'a [Worth],
    columns: Columns,
    more: usize,
}

impl<W: std::io::Write> Book<'_, W> {
    fn all(&mut self, ids: &[String], roster: Option<&Roster>) -> anyhow::Result<()> {
        self.header(roster)?;
        let graded: HashSet<&str> = ids.iter().map(String::as_str).collect();
        let people = roster.map_or(&[][..], |roster| &roster.people);
        for person in people {
            match graded.contains(person.id.as_str()) {
                true => self.line(&person.id, Some(person))?,
                false => self.nothing(person)?,
            }
        }
        let listed: HashSet<&str> = people.iter().map(|person| person.id.as_str()).collect();
        for id in ids.iter().filter(|id| !listed.contains(id.as_str())) {
            self.line(id, None)?;
        }
        Ok(self.writer.flush()?)
    }

    fn header(&mut self, roster: Option<&Roster>) -> anyhow::Result<()> {
        let ours: Vec<_> = OURS.iter().map(|name| (*name).to_owned()).collect();
        let exercises = self.course.exercises.iter().map(|one| one.name.to_string());
        let ours = ours.into_iter().chain(self.columns.names());
        let mut header: Vec<_> = ours.chain(exercises).collect();
        for name in roster.into_iter().flat_map(|roster| &roster.more) {
            // A column of the roster never passes for one of ours.
            let name = match header.contains(name) {
                true => format!("roster_{name}"),
                false => name.clone(),
            };
            header.push(inert(&name));
        }
        Ok(self.writer.write_record(&header)?)
    }

    /// Somebody who handed something in.
    fn line(&mut self, id: &str, person: Option<&Person>) -> anyhow::Result<()> {
        let file = folder_of(id).join(REPORT);
        let path = self.out.path(&file);
        let shown_path = path.display();
        let text = self.out.read(&file);
        let text = text.with_context(|| format!("failed to read the report `{shown_path}`"))?;
        if !self.secret.is_ours(About::Report, &text) {
            bail!(
                "the report `{shown_path}` was changed since it was written; start again with --resume"
            );
        }
        let row: Row = serde_json::from_slice(&text)
            .with_context(|| format!("failed to understand the report `{shown_path}`"))?;
        if row.exercises.len() != self.worths.len() {
            bail!("the report `{shown_path}` is not finished; go on with --resume");
        }
        let (points, max) = (row.totals.points, row.totals.max_points);
        let nothing = |one: &RowExercise| one.status == Status::NotSubmitted;
        let status = match row.complete {
            true if row.exercises.iter().all(nothing) => NOTHING,
            true => "graded",
            false => "incomplete",
        };
        let share = match row.complete {
            true => shown(percent(points, max)),
            false => String::new(),
        };
        let (name, email) = (row.submission.name, row.submission.email);
        let mut cells = vec![
            inert(id),
            inert(&name.unwrap_or_default()),
            inert(&email.unwrap_or_default()),
            status.to_owned(),
            shown(points),
            shown(max),
            share,
        ];
        let missing = self.course.exercises.iter().zip(&row.exercises);
        let missing = missing.filter(|(_, one)| nothing(one));
        cells.push(names(missing.map(|(exercise, _)| exercise)));
        cells.extend(self.columns.cells(self.course, &row.exercises));
        let points = |one: &RowExercise| match one.status == Status::Infra {
            true => String::new(),
            false => shown(one.points),
        };
        cells.extend(row.exercises.iter().map(points));
        self.record(cells, person)
    }

    /// Somebody on the roster who did not.
    fn nothing(&mut self, person: &Person) -> anyhow::Result<()> {
        let max: f64 = self.worths.iter().map(|worth| worth.points).sum();
        let mut cells = vec![
            inert(&person.id),
            inert(person.name.as_deref().unwrap_or_default()),
            inert(person.email.as_deref().unwrap_or_default()),
            NOTHING.to_owned(),
            "0".to_owned(),
            shown(max),
            shown(percent(0.0, max)),
            names(self.course.exercises.iter()),
        ];
        cells.extend(self.columns.cells(self.course, &[]));
        cells.extend(self.worths.iter().map(|_| "0".to_owned()));
        self.record(cells, Some(person))
    }

    fn record(&mut self, mut cells: Vec<String>, person: Option<&Person>) -> anyhow::Result<()> {
        match person {
            Some(person) => cells.extend(person.more.iter().map(|cell| inert(cell))),
            None => cells.extend((0..self.more).map(|_| String::new())),
        }
        Ok(self.writer.write_record(&cells)?)
    }
}

/// `double: 8 instead of 0, the test is wrong; shout: …`
fn overrides(course: &Course, exercises: &[RowExercise]) -> String {
    let all = course.exercises.iter().zip(exercises);
    let set = all.filter_map(|(exercise, one)| {
        let set = one.overridden.as_ref()?;
        let [points, judged] = [set.points, set.judged_points].map(shown);
        let name = exercise.name.as_str();
        Some(format!(
            "{name}: {points} instead of {judged}, {}",
            set.reason
        ))
    });
    set.collect::<Vec<_>>().join("; ")
}

/// The names of exercises in one cell.
fn names<'e>(exercises: impl Iterator<Item = &'e Exercise>) -> String {
    let names: Vec<_> = exercises.map(|one| one.name.as_str()).collect();
    names.join(" ")
}

/// Text that no spreadsheet takes for a formula, on one line, and without
/// characters that hide what it says.
fn inert(text: &str) -> String {
    csv::inert(&one_line(text)).into_owned()
}

#[cfg(test)]
mod tests {
    use super::super::worth::worths;
    use super::*;
    use crate::course::Grading;
    use crate::reporter::sample;
    use serde_json::json;
    use std::fs;

    fn report(out: &Path, id: &str, complete: bool, exercises: &[(&str, f64)]) {
        let points: f64 = exercises.iter().map(|(_, points)| points).sum();
        let exercises = exercises.iter();
        let exercises: Vec<_> = exercises
            .map(|(status, points)| json!({"status": status, "points": points}))
            .collect();
        let text = json!({
            "complete": complete,
            "submission": {"name": format!("Name of {id}"), "email": null},
            "totals": {"exercises": 2, "passed": 0, "points": points, "max_points": 10.0},
            "exercises": exercises,
        });
        let signed = Secret::sample().sign(About::Report, text.to_string().as_bytes());
        let out = Folder::create(out).unwrap();
        out.replace(&folder_of(id).join(REPORT), &signed).unwrap();
    }

    fn book(out: &Path, ids: &[&str], roster: Option<&Roster>) -> anyhow::Result<String> {
        let course = sample::course();
        let worths = worths(&course, &Grading::default());
        let ids: Vec<_> = ids.iter().map(|id| (*id).to_owned()).collect();
        let folder = Folder::create(out).unwrap();
        let results = (&folder, &Secret::sample());
        write(results, &course, &worths, &ids, roster, Columns::default())?;
        Ok(fs::read_to_string(out.join(GRADEBOOK)).unwrap())
    }

    #[test]
    fn without_a_roster_it_is_in_the_order_of_the_ids() {
        let out = tempfile::tempdir().unwrap();
        report(out.path(), "ada", true, &[("pass", 5.0), ("fail", 2.5)]);
        report(out.path(), "bob", false, &[("pass", 5.0), ("infra", 0.0)]);
        let nothing = ("not_submitted", 0.0);
        report(out.path(), "eve", true, &[nothing, ("fail", 0.0)]);
        report(out.path(), "joe", true, &[nothing, nothing]);
        let want = "id,name,email,status,points,max_points,percent,not_submitted,join,select\n\
                    ada,Name of ada,,graded,7.5,10,75,,5,2.5\n\
                    bob,Name of bob,,incomplete,5,10,,,5,\n\
                    eve,Name of eve,,graded,0,10,0,join,0,0\n\
                    joe,Name of joe,,not_submitted,0,10,0,join select,0,0\n";
        assert_eq!(
            book(out.path(), &["ada", "bob", "eve", "joe"], None).unwrap(),
            want
        );
        assert_eq!(fs::read_dir(out.path()).unwrap().count(), 2);
    }

    #[test]
    fn a_roster_decides_the_order_and_keeps_its_columns() {
        let out = tempfile::tempdir().unwrap();
        for id in ["ada", "bob"] {
            report(out.path(), id, true, &[("pass", 5.0), ("pass", 5.0)]);
        }
        let person = |id: &str, more: [&str; 2]| Person {
            id: id.to_owned(),
            more: more.map(str::to_owned).to_vec(),
            ..Person::default()
        };
        let roster = Roster {
            people: vec![person("zoe", ["7", ""]), person("bob", ["8", "late"])],
            more: vec!["SIS".to_owned(), "points".to_owned()],
        };
        let want = "id,name,email,status,points,max_points,percent,not_submitted,join,select,SIS,roster_points\n\
                    zoe,,,not_submitted,0,10,0,join select,0,0,7,\n\
                    bob,Name of bob,,graded,10,10,100,,5,5,8,late\n\
                    ada,Name of ada,,graded,10,10,100,,5,5,,\n";
        assert_eq!(
            book(out.path(), &["ada", "bob"], Some(&roster)).unwrap(),
            want
        );
    }

    #[test]
    fn a_report_that_is_not_finished_is_no_line() {
        let out = tempfile::tempdir().unwrap();
        report(out.path(), "ada", false, &[("pass", 5.0)]);
        let error = book(out.path(), &["ada"], None).unwrap_err().to_string();
        assert!(error.contains("not finished"), "{error}");
        assert!(!out.path().join(GRADEBOOK).exists());
    }

    #[track_caller]
    fn check(text: &str, want: &str) {
        assert_eq!(inert(text), want);
    }

    #[test]
    fn no_cell_is_a_formula() {
        check("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0");
        check("\t=1", "'=1");
        check("a\r\n=1", "a =1");
        check("\u{200b}=1", "\\u{200b}=1");
    }

    #[test]
    fn no_cell_hides_what_it_says() {
        check("ada\u{202e}bob", "ada\\u{202e}bob");
        check("a\u{2066}b\u{feff}", "a\\u{2066}b\\u{feff}");
        check("\u{1b}[2Ja\0", "\\u{1b}[2Ja\\u{0}");
        check("José Ñandú 李", "José Ñandú 李");
    }

    #[test]
    fn a_report_that_was_changed_is_no_line() {
        let out = tempfile::tempdir().unwrap();
        report(out.path(), "ada", true, &[("pass", 5.0), ("fail", 2.5)]);
        let path = out.path().join(folder_of("ada")).join(REPORT);
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, text.replace("2.5", "5.0")).unwrap();
        let error = book(out.path(), &["ada"], None).unwrap_err().to_string();
        assert!(error.contains("was changed"), "{error}");
    }
}
