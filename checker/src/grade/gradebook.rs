//! `gradebook.csv`: a line for each person. The same reports give the same
//! bytes; there are no times in it.

use super::desk::{REPORT, folder_of};
use super::roster::{Person, Roster};
use super::summary::percent;
use super::worth::{Worth, shown};
use crate::course::Course;
use crate::files::explain;
use crate::reporter::json::{Status, Totals};
use anyhow::{Context, bail};
use serde::Deserialize;
use std::collections::HashSet;
use std::fs;
use std::io::BufWriter;
use std::path::Path;

/// Its name in the folder of the results.
pub const GRADEBOOK: &str = "gradebook.csv";
const OURS: [&str; 7] = [
    "id",
    "name",
    "email",
    "status",
    "points",
    "max_points",
    "percent",
];

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
}

/// Write the book of all in `ids`, which are in order: those on the roster as it
/// has them, then the others. Reports are read one by one.
///
/// # Errors
///
/// Where a report cannot be read, or the book cannot be written.
pub fn write(
    out: &Path,
    course: &Course,
    worths: &[Worth],
    ids: &[String],
    roster: Option<&Roster>,
) -> anyhow::Result<()> {
    let path = out.join(GRADEBOOK);
    let file = tempfile::NamedTempFile::new_in(out);
    let file = file.map_err(|error| explain("write", &path, &error))?;
    let mut book = Book {
        writer: csv::Writer::from_writer(BufWriter::new(file.as_file())),
        out,
        worths,
        more: roster.map_or(0, |roster| roster.more.len()),
    };
    book.header(course, roster)?;
    let graded: HashSet<&str> = ids.iter().map(String::as_str).collect();
    let people = roster.map_or(&[][..], |roster| &roster.people);
    for person in people {
        match graded.contains(person.id.as_str()) {
            true => book.line(&person.id, Some(person))?,
            false => book.nothing(person)?,
        }
    }
    let listed: HashSet<&str> = people.iter().map(|person| person.id.as_str()).collect();
    for id in ids.iter().filter(|id| !listed.contains(id.as_str())) {
        book.line(id, None)?;
    }
    book.writer.flush()?;
    drop(book);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // A temporary file is for its owner alone, and this one is for others.
        fs::set_permissions(file.path(), fs::Permissions::from_mode(0o644))?;
    }
    file.as_file().sync_all()?;
    let persisted = file.persist(&path).map(drop);
    persisted.map_err(|error| explain("write", &path, &error.error))
}

struct Book<'a, W: std::io::Write> {
    writer: csv::Writer<W>,
    out: &'a Path,
    worths: &'a [Worth],
    more: usize,
}

impl<W: std::io::Write> Book<'_, W> {
    fn header(&mut self, course: &Course, roster: Option<&Roster>) -> anyhow::Result<()> {
        let ours: Vec<_> = OURS.iter().map(|name| (*name).to_owned()).collect();
        let exercises = course.exercises.iter().map(|one| one.name.to_string());
        let mut header: Vec<_> = ours.into_iter().chain(exercises).collect();
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
        let path = folder_of(self.out, id).join(REPORT);
        let shown_path = path.display();
        let text =
            fs::read(&path).with_context(|| format!("failed to read the report `{shown_path}`"))?;
        let row: Row = serde_json::from_slice(&text)
            .with_context(|| format!("failed to understand the report `{shown_path}`"))?;
        if row.exercises.len() != self.worths.len() {
            bail!("the report `{shown_path}` is not finished; go on with --resume");
        }
        let (points, max) = (row.totals.points, row.totals.max_points);
        let status = if row.complete { "graded" } else { "incomplete" };
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
            "not_submitted".to_owned(),
            "0".to_owned(),
            shown(max),
            shown(percent(0.0, max)),
        ];
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

/// Text that no spreadsheet takes for a formula, on one line.
fn inert(text: &str) -> String {
    let text: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let first = text.trim_start().chars().next();
    match first {
        Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠') => format!("'{text}"),
        Some(_) | None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::super::worth::worths;
    use super::*;
    use crate::course::Grading;
    use crate::reporter::sample;
    use serde_json::json;

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
        let folder = folder_of(out, id);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(REPORT), text.to_string()).unwrap();
    }

    fn book(out: &Path, ids: &[&str], roster: Option<&Roster>) -> anyhow::Result<String> {
        let course = sample::course();
        let worths = worths(&course, &Grading::default());
        let ids: Vec<_> = ids.iter().map(|id| (*id).to_owned()).collect();
        write(out, &course, &worths, &ids, roster)?;
        Ok(fs::read_to_string(out.join(GRADEBOOK)).unwrap())
    }

    #[test]
    fn without_a_roster_it_is_in_the_order_of_the_ids() {
        let out = tempfile::tempdir().unwrap();
        report(out.path(), "ada", true, &[("pass", 5.0), ("fail", 2.5)]);
        report(out.path(), "bob", false, &[("pass", 5.0), ("infra", 0.0)]);
        let want = "id,name,email,status,points,max_points,percent,join,select\n\
                    ada,Name of ada,,graded,7.5,10,75,5,2.5\n\
                    bob,Name of bob,,incomplete,5,10,,5,\n";
        assert_eq!(book(out.path(), &["ada", "bob"], None).unwrap(), want);
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
        let want = "id,name,email,status,points,max_points,percent,join,select,SIS,roster_points\n\
                    zoe,,,not_submitted,0,10,0,0,0,7,\n\
                    bob,Name of bob,,graded,10,10,100,5,5,8,late\n\
                    ada,Name of ada,,graded,10,10,100,5,5,,\n";
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
        check("Ada", "Ada");
        check("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0");
        check("+1", "'+1");
        check("-1", "'-1");
        check("@SUM(A1)", "'@SUM(A1)");
        check("\t=1", "' =1");
        check("a\r\n=1", "a  =1");
        check("  =1", "'  =1");
    }
}
