//! The list of a class: who is expected to hand something in.

use super::id::is_safe;
use anyhow::{Context, bail};
use std::collections::HashMap;
use std::path::Path;

/// The people of a class, in the order of the file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Roster {
    /// In order.
    pub people: Vec<Person>,
    /// The names of the columns that mean nothing to us; they are passed on.
    pub more: Vec<String>,
}

/// One of them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Person {
    /// Unique in the class; also the name of their folder in the results.
    pub id: String,
    /// The name of the folder that they handed in.
    pub folder: String,
    /// As in the file.
    pub name: Option<String>,
    /// As in the file.
    pub email: Option<String>,
    /// As in the file.
    pub submitted_at: Option<String>,
    /// As in the file.
    pub due: Option<String>,
    /// As in the file.
    pub extension: Option<String>,
    /// Where it stands in the file.
    pub line: u64,
    /// What stands in the columns of [`Roster::more`].
    pub more: Vec<String>,
}

const KNOWN: [&str; 7] = [
    "id",
    "folder",
    "name",
    "email",
    "submitted_at",
    "due",
    "extension",
];

impl Roster {
    /// Read a CSV file whose first line names its columns. `id` or `folder` must
    /// be one of them; each stands for the other where only one is there.
    ///
    /// # Errors
    ///
    /// Names the file and the line.
    pub fn read(path: &Path) -> anyhow::Result<Self> {
        let shown = path.display();
        let text = std::fs::read(path)
            .with_context(|| format!("failed to read the roster `{shown}`; check its path"))?;
        let text = String::from_utf8(text)
            .with_context(|| format!("the roster `{shown}` is not UTF-8; save it as UTF-8"))?;
        Self::parse(&text).with_context(|| format!("the roster `{shown}`"))
    }

    pub(super) fn parse(text: &str) -> anyhow::Result<Self> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = csv::ReaderBuilder::new();
        let mut reader = reader.trim(csv::Trim::All).from_reader(text.as_bytes());
        let header: Vec<_> = reader.headers()?.iter().map(str::to_owned).collect();
        let columns = Columns::of(&header)?;
        let mut people: Vec<Person> = Vec::new();
        let mut lines: HashMap<String, u64> = HashMap::new();
        for record in reader.records() {
            let record = record?;
            let line = record.position().map_or(0, csv::Position::line);
            if record.iter().all(str::is_empty) {
                continue;
            }
            let person = columns.person(&record);
            if person.id.is_empty() || person.folder.is_empty() {
                bail!("line {line}: there is no id");
            }
            ensure_safe(&person.id).with_context(|| format!("line {line}"))?;
            let folder = format!("the folder `{}`", person.folder);
            for name in [format!("the id `{}`", person.id), folder] {
                if let Some(first) = lines.insert(name.clone(), line) {
                    bail!("line {line}: {name} is already on line {first}");
                }
            }
            people.push(person);
        }
        Ok(Self {
            people,
            more: columns.more.iter().map(|at| header[*at].clone()).collect(),
        })
    }
}

/// Where the columns are.
struct Columns {
    known: [Option<usize>; KNOWN.len()],
    more: Vec<usize>,
}

impl Columns {
    fn of(header: &[String]) -> anyhow::Result<Self> {
        let mut columns = Self {
            known: [None; KNOWN.len()],
            more: Vec::new(),
        };
        for (at, name) in header.iter().enumerate() {
            let word = trimmed(name).to_lowercase();
            match KNOWN.iter().position(|known| *known == word) {
                Some(known) if columns.known[known].is_some() => {
                    bail!("line 1: there are two columns `{word}`")
                }
                Some(known) => columns.known[known] = Some(at),
                None => columns.more.push(at),
            }
        }
        if columns.known[0].is_none() && columns.known[1].is_none() {
            bail!(
                "line 1: there is no column `id` or `folder`, but: {}; the first line must name \
                 the columns, with commas between them",
                header.join(", ")
            );
        }
        Ok(columns)
    }

    fn person(&self, record: &csv::StringRecord) -> Person {
        let [id, folder, name, email, submitted_at, due, extension] = self.known.map(|at| {
            let text = trimmed(record.get(at?)?);
            (!text.is_empty()).then_some(text)
        });
        let more = self.more.iter();
        Person {
            id: id.clone().or_else(|| folder.clone()).unwrap_or_default(),
            folder: folder.or(id).unwrap_or_default(),
            name,
            email,
            submitted_at,
            due,
            extension,
            line: record.position().map_or(0, csv::Position::line),
            more: more
                .map(|at| record.get(*at).unwrap_or_default().to_owned())
                .collect(),
        }
    }
}

/// Make sure that `id` can be the name of a folder.
///
/// # Errors
///
/// Says what is wrong with it.
fn ensure_safe(id: &str) -> anyhow::Result<()> {
    if !is_safe(id) {
        bail!(
            "`{}` cannot be the id of a submission: it would have to be the name of a folder, of \
             200 bytes at most, without / \\ : * ? \" < > | % and characters that are not \
             seen, and neither begin nor end with a dot",
            id.escape_debug()
        );
    }
    Ok(())
}

/// Blanks that nobody sees, which come with texts that were copied.
fn trimmed(text: &str) -> String {
    let invisible =
        |c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}');
    text.trim_matches(invisible).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(text: &str, want: &str) {
        let error = format!("{:#}", Roster::parse(text).unwrap_err());
        assert!(error.contains(want), "{error}");
    }

    #[test]
    fn known_columns_are_found_by_name_and_the_rest_is_kept() {
        let text =
            "\u{feff}SIS,Id,Name,due,email\n7,ada,\"Lovelace, Ada\",,a@b\n\n8,bob,Bob,mon,\n";
        let roster = Roster::parse(text).unwrap();
        assert_eq!(roster.more, ["SIS"]);
        let ada = &roster.people[0];
        assert_eq!((ada.id.as_str(), ada.folder.as_str()), ("ada", "ada"));
        assert_eq!(ada.name.as_deref(), Some("Lovelace, Ada"));
        assert_eq!(
            (ada.email.as_deref(), ada.due.as_deref()),
            (Some("a@b"), None)
        );
        assert_eq!(ada.more, ["7"]);
        assert_eq!(roster.people[1].due.as_deref(), Some("mon"));
    }

    #[test]
    fn blanks_that_nobody_sees_are_no_part_of_an_id() {
        let roster = Roster::parse("id\u{200b},name\n\u{feff}ada\u{200b} ,Ada\n").unwrap();
        assert_eq!(roster.people[0].id, "ada");
        assert_eq!(roster.people[0].name.as_deref(), Some("Ada"));
    }

    #[test]
    fn a_folder_may_have_another_name_than_its_owner() {
        let roster = Roster::parse("folder,id\nsub_17,ada\n").unwrap();
        let ada = &roster.people[0];
        assert_eq!((ada.id.as_str(), ada.folder.as_str()), ("ada", "sub_17"));
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        refused(
            "name;id\n",
            "line 1: there is no column `id` or `folder`, but: name;id",
        );
        refused("id,ID\n", "two columns `id`");
        refused(
            "id\nada\nbob\nada\n",
            "line 4: the id `ada` is already on line 2",
        );
        refused(
            "id,folder\na,x\nb,x\n",
            "line 3: the folder `x` is already on line 2",
        );
        refused("id,name\n,Bob\n", "line 2: there is no id");
        refused("id\n../ada\n", "line 2: `../ada` cannot be the id");
        refused("id,name\nada,Ada,x\n", "record 1");
        refused(
            "id\nada\u{202e}\n",
            "line 2: `ada\\u{202e}` cannot be the id",
        );
    }
}
