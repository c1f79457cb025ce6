//! The folder of the book: written anew each time, and never over what somebody else wrote.

use super::pages::Page;
use crate::course::Course;
use crate::exit::Failure;
use crate::files;
use crate::reporter::style;
use anyhow::{Context, bail};
use std::fs;
use std::path::Path;

/// A folder that begins its settings with this line is ours.
const MARK: &str = "# Written by `workbook dev book`: change the course, not this.\n";
const SETTINGS: &str = "book.toml";
const STYLE: &str = include_str!("course.css");
/// Opens what a link leads to: that may be folded.
const SCRIPT: &str = include_str!("unfold.js");

/// Whether the book may be written into `dir`.
///
/// # Errors
///
/// Where something else is there.
pub(super) fn ensure_ours(dir: &Path) -> anyhow::Result<()> {
    let shown = dir.display();
    if dir.exists() && !dir.is_dir() {
        bail!(Failure::Usage(format!(
            "`{shown}` is a file; name a new folder: workbook dev book NEW_FOLDER"
        )));
    }
    let empty = fs::read_dir(dir).map_or(true, |mut entries| entries.next().is_none());
    let ours = fs::read_to_string(dir.join(SETTINGS)).is_ok_and(|text| text.starts_with(MARK));
    if !empty && !ours {
        bail!(Failure::Usage(format!(
            "the folder `{shown}` is not empty and holds no book of ours, and nothing in it may be \
             overwritten; name a new folder: workbook dev book NEW_FOLDER"
        )));
    }
    Ok(())
}

/// Write the settings, the style and all pages; pages of an earlier book are gone then.
///
/// # Errors
///
/// When something cannot be written.
pub(super) fn write(dir: &Path, course: &Course, pages: &[Page]) -> anyhow::Result<()> {
    ensure_ours(dir)?;
    files::replace(&dir.join(SETTINGS), settings(course).as_bytes())?;
    let source = dir.join("src");
    if source.exists() {
        fs::remove_dir_all(&source)
            .with_context(|| format!("failed to remove the old pages in `{}`", source.display()))?;
    }
    let dark = [".navy", ".coal", ".ayu"].join(", ");
    let style = style(".light, .rust", &dark) + STYLE;
    files::replace(&dir.join("course.css"), style.as_bytes())?;
    files::replace(&dir.join("unfold.js"), SCRIPT.as_bytes())?;
    for (place, text) in pages {
        files::replace(&source.join(place), text.as_bytes())?;
    }
    Ok(())
}

/// Texts are taken as they are: nothing in them is a command to include other files.
fn settings(course: &Course) -> String {
    let title = toml::Value::String(course.title.clone());
    format!(
        "{MARK}\n[book]\ntitle = {title}\nlanguage = \"en\"\n\n\
         [build]\nuse-default-preprocessors = false\ncreate-missing = false\n\n\
         [output.html]\ndefault-theme = \"light\"\npreferred-dark-theme = \"navy\"\n\
         no-section-label = true\nadditional-css = [\"course.css\"]\nadditional-js = [\"unfold.js\"]\n\n\
         [output.html.playground]\nrunnable = false\n\n\
         [output.html.print]\nenable = false\n\n\
         [output.html.fold]\nenable = true\nlevel = 0\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::dev::sample;
    use crate::exit;

    #[test]
    fn a_book_replaces_a_book_and_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        let course = sample::sound(&dir.path().join("course"));
        let book = dir.path().join("book");
        let page = |name: &str| (format!("{name}.md"), "text".to_owned());
        write(&book, &course, &[page("a"), page("b")]).unwrap();
        write(&book, &course, &[page("b")]).unwrap();
        assert!(!book.join("src/a.md").exists() && book.join("src/b.md").exists());
        let settings = fs::read_to_string(book.join(SETTINGS)).unwrap();
        let settings: toml::Table = settings.parse().unwrap();
        assert_eq!(settings["book"]["title"].as_str(), Some("concurrency"));

        fs::write(book.join(SETTINGS), "[book]\n").unwrap();
        for place in [&book, &book.join("src/b.md")] {
            let error = write(place, &course, &[page("c")]);
            assert_eq!(exit::code(&error.map(|()| 0)), exit::USAGE);
        }
        assert!(book.join("src/b.md").exists());
    }
}
