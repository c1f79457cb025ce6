//! `workbook docs`: what `lab` offers, for reading in a terminal, without a network
//! and without an editor.

mod source;

use super::context::Context;
use crate::cli::DocsArgs;
use crate::exit::{self, Failure};
use crate::files;
use crate::reporter::{Ink, Look, Page, markdown};
use anyhow::Context as _;
use source::{Item, Source};
use std::path::Path;

/// The files of `lab` with something for exercises, beside those in its folders.
const ELSEWHERE: &str = "instrument/src/journal.rs";
/// What exercises get of that file.
const FROM_ELSEWHERE: [&str; 2] = ["Journal", "CallRecord"];

pub(super) fn execute(args: &DocsArgs, context: &mut Context<'_>) -> anyhow::Result<u8> {
    let course = context.course()?;
    let library = Library::read(&course.crates)?;
    let name = args.name.as_deref().unwrap_or("lab");
    let text = library.text(name, &context.look)?;
    context.write(&text)?;
    Ok(exit::OK)
}

/// What is known of `lab`.
struct Library {
    about: String,
    pages: Vec<Entry>,
}

/// A page of its own.
struct Entry {
    /// `FakeApi`, `choice::Facts`, `shim`.
    path: String,
    what: What,
}

enum What {
    Item(Item),
    Module(String),
}

impl Library {
    /// Read the sources in `crates`.
    fn read(crates: &Path) -> anyhow::Result<Self> {
        let lab = crates.join("lab/src");
        let mut library = Self {
            about: String::new(),
            pages: Vec::new(),
        };
        let root = read(&lab.join("lib.rs"))?;
        let is_module = |name: &str| root_has(&root.1, name);
        library.about.clone_from(&root.0.about);
        library.add("", root.0.items);
        for (module, file) in files_in(&lab)? {
            let (source, _) = read(&file)?;
            let path = match is_module(&module) {
                true => format!("{module}::"),
                false => String::new(),
            };
            if is_module(&module) && !source.about.is_empty() && !library.has(&module) {
                library.pages.push(Entry {
                    path: module,
                    what: What::Module(source.about),
                });
            }
            library.add(&path, source.items);
        }
        let (journal, _) = read(&crates.join(ELSEWHERE))?;
        let items = journal.items.into_iter();
        library.add(
            "",
            items
                .filter(|item| FROM_ELSEWHERE.contains(&item.name.as_str()))
                .collect(),
        );
        Ok(library)
    }

    fn add(&mut self, path: &str, items: Vec<Item>) {
        self.pages.extend(items.into_iter().map(|item| Entry {
            path: format!("{path}{}", item.name),
            what: What::Item(item),
        }));
    }

    fn has(&self, path: &str) -> bool {
        self.pages.iter().any(|page| page.path == path)
    }

    /// What there is to read about `name`.
    fn text(&self, name: &str, look: &Look) -> anyhow::Result<String> {
        if name == "lab" {
            return Ok(self.overview(look));
        }
        let wanted = name.strip_prefix("lab::").unwrap_or(name);
        let is_it = |page: &&Entry| page.path.eq_ignore_ascii_case(wanted);
        let ends_so = |page: &&Entry| {
            let last = page.path.rsplit("::").next();
            last.is_some_and(|last| last.eq_ignore_ascii_case(wanted))
        };
        let found = self.pages.iter().find(is_it);
        let found = found.or_else(|| self.pages.iter().find(ends_so));
        let page = found.ok_or_else(|| Failure::Usage(unknown(name)))?;
        Ok(page.text(self, look).replace("\n\n\n", "\n\n"))
    }

    fn overview(&self, look: &Look) -> String {
        let mut page = Page::new(look);
        page.line(&look.paint(Ink::Strong, "lab"));
        page.gap();
        let mut text = page.into_text() + &markdown(&prose(&self.about), look);
        let mut page = Page::new(look);
        let names: Vec<_> = self.pages.iter().map(|page| page.path.as_str()).collect();
        page.prose(0, Ink::Plain, &format!("Pages: {}", names.join(", ")));
        page.gap();
        page.prose(0, Ink::Faint, "one of them: workbook docs FakeApi");
        text.push('\n');
        text + &page.into_text()
    }
}

impl Entry {
    fn text(&self, library: &Library, look: &Look) -> String {
        let mut page = Page::new(look);
        let title = format!("lab::{}", self.path);
        page.line(&look.paint(Ink::Strong, &title));
        page.gap();
        match &self.what {
            What::Module(about) => {
                let inside = format!("{}::", self.path);
                let names = library.pages.iter().map(|page| page.path.as_str());
                let names: Vec<_> = names.filter(|path| path.starts_with(&inside)).collect();
                let text = page.into_text() + &markdown(&prose(about), look);
                let mut page = Page::new(look);
                page.prose(0, Ink::Plain, &format!("In it: {}", names.join(", ")));
                format!("{text}\n{}", page.into_text())
            }
            What::Item(item) => {
                code(&item.declaration, &mut page);
                page.gap();
                let mut text = page.into_text() + &markdown(&prose(&item.docs), look);
                for group in &item.groups {
                    let mut page = Page::new(look);
                    let title = markdown(&prose(&group.docs), look);
                    text += &format!("\n{title}");
                    for (signature, docs) in &group.functions {
                        page.gap();
                        code(signature, &mut page);
                        for line in markdown(&prose(docs), &narrower(look)).lines() {
                            page.line(&format!("    {line}"));
                        }
                    }
                    if !group.docs.is_empty() {
                        text.push('\n');
                    }
                    text += &page.into_text();
                }
                text
            }
        }
    }
}

fn unknown(name: &str) -> String {
    format!(
        "`lab` has no `{name}`; `workbook docs` lists what it has. `rustup doc` opens the standard \
         library, and https://docs.rs has other crates"
    )
}

fn narrower(look: &Look) -> Look {
    Look {
        width: look.prose().saturating_sub(4),
        ..*look
    }
}

fn code(text: &str, page: &mut Page) {
    for line in without_links(text).lines() {
        let line = page.look.paint(Ink::Code, line);
        page.line(&line);
    }
}

/// Links to items are their names.
fn without_links(text: &str) -> String {
    text.replace("[`", "`").replace("`]", "`")
}

/// Documentation as a lesson is written. What an example hides is not shown.
fn prose(docs: &str) -> String {
    let mut fenced = false;
    let mut shown = String::new();
    for line in docs.lines() {
        fenced ^= line.starts_with("```");
        if fenced && (line == "#" || line.starts_with("# ")) {
            continue;
        }
        let line = match fenced {
            true => line.to_owned(),
            false => without_links(line),
        };
        shown.push_str(&line);
        shown.push('\n');
    }
    shown
}

/// A source with its text.
fn read(file: &Path) -> anyhow::Result<(Source, String)> {
    let text =
        files::read_text(file).with_context(|| format!("failed to read `{}`", file.display()))?;
    Ok((Source::read(&text), text))
}

fn root_has(root: &str, module: &str) -> bool {
    root.lines()
        .any(|line| line == format!("pub mod {module};"))
}

/// The files of a crate with the modules at its top that they belong to, in order.
fn files_in(folder: &Path) -> anyhow::Result<Vec<(String, std::path::PathBuf)>> {
    let unreadable = || format!("failed to read the folder `{}`", folder.display());
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)
        .with_context(unreadable)?
        .flatten()
    {
        let path = entry.path();
        let name = path.file_stem().unwrap_or_default();
        let name = name.to_string_lossy().into_owned();
        if path.is_dir() {
            let inner = std::fs::read_dir(&path).with_context(unreadable)?.flatten();
            let inner = inner.map(|entry| entry.path());
            let inner = inner.filter(|path| !path.ends_with("tests.rs"));
            found.extend(inner.map(|path| (name.clone(), path)));
        } else if name != "lib" {
            found.push((name, path));
        }
    }
    found.sort_by_key(|(module, path)| (module.clone(), path.components().count(), path.clone()));
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn library() -> Library {
        Library::read(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap()
    }

    #[test]
    fn each_name_that_an_exercise_can_import_has_a_page_with_words() {
        let library = library();
        let root = std::fs::read_to_string("lab/src/lib.rs").unwrap();
        let imports = root
            .lines()
            .filter_map(|line| line.strip_prefix("pub use "));
        let names = imports.flat_map(|line| {
            let (_, names) = line.split_once("::").unwrap();
            let names = names.trim_matches(['{', '}', ';']).split(", ");
            names
                .map(|name| name.trim_matches(['{', '}', ';']))
                .collect::<Vec<_>>()
        });
        for name in names.chain(["ms", "choice::Facts", "shim::Mutex"]) {
            let text = library.text(name, &Look::plain()).unwrap();
            let words = text.lines().filter(|line| line.ends_with('.'));
            assert!(words.count() > 0, "{name}:\n{text}");
        }
    }

    #[test]
    fn a_page_shows_how_something_is_called_and_what_that_does() {
        let text = library().text("lab::FakeApi", &Look::plain()).unwrap();
        for want in [
            "pub struct FakeApi\n",
            "pub async fn user(&self, id: u32) -> User\n    The user with this id.\n",
            "let user = api.user(7).await; // 50 ms later\n",
        ] {
            assert!(text.contains(want), "no {want}:\n{text}");
        }
        assert!(!text.contains("tokio::main"), "{text}");
        assert!(!text.contains("stock"), "{text}");
    }

    #[test]
    fn a_name_that_is_unknown_is_answered_with_where_to_look() {
        let error = library().text("Shop", &Look::plain()).unwrap_err();
        assert!(
            error.to_string().contains("`workbook docs` lists"),
            "{error}"
        );
        assert_eq!(exit::code(&Err(error)), exit::USAGE);
    }
}
