//! Whether every link of a folder of pages leads somewhere in it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The links that lead nowhere, as `page: link`.
pub(super) fn broken(folder: &Path) -> Vec<String> {
    let pages = pages(folder);
    assert!(pages.len() > 3, "no pages in {}", folder.display());
    let ids: BTreeMap<_, _> = pages.iter().map(|(path, text)| (path, ids(text))).collect();
    let mut broken = Vec::new();
    for (page, text) in &pages {
        for link in attributes(text, &["href", "src"]) {
            if !leads_somewhere(page, &link, &ids) {
                let page = page.strip_prefix(folder).unwrap();
                broken.push(format!("{}: {link}", page.display()));
            }
        }
    }
    broken
}

fn leads_somewhere(page: &Path, link: &str, ids: &BTreeMap<&PathBuf, BTreeSet<String>>) -> bool {
    if link.contains("://") || link.starts_with("data:") {
        return true;
    }
    let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
    let file = file.split('?').next().unwrap_or_default();
    let target = match file {
        "" => page.to_owned(),
        file => page.parent().unwrap().join(file),
    };
    let Ok(target) = target.canonicalize() else {
        return false;
    };
    let known = ids.get(&target);
    anchor.is_empty() || known.is_some_and(|ids| ids.contains(anchor))
}

fn pages(folder: &Path) -> BTreeMap<PathBuf, String> {
    let mut pages = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "html") {
                let text = fs::read_to_string(&path).unwrap();
                // The page of what is not found may be shown anywhere: its links have a base.
                if !path.ends_with("404.html") {
                    pages.insert(path.canonicalize().unwrap(), text);
                }
            }
        }
    }
    pages
}

fn ids(page: &str) -> BTreeSet<String> {
    attributes(page, &["id", "name"]).into_iter().collect()
}

/// The values of these attributes, wherever a tag has one. Quotes in texts are escaped.
fn attributes(page: &str, names: &[&str]) -> Vec<String> {
    let mut values = Vec::new();
    for tag in page.split('<').skip(1) {
        // What is after the tag is text, or a script.
        let tag = tag.split('>').next().unwrap_or_default();
        for name in names {
            let start = format!(" {name}=\"");
            let value = tag
                .split(&start)
                .nth(1)
                .and_then(|rest| rest.split('"').next());
            values.extend(value.map(|value| value.replace("&amp;", "&")));
        }
    }
    values
}

#[test]
fn a_link_that_leads_nowhere_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    for name in ["a", "b", "c", "d"] {
        write(&format!("{name}.html"), "<h1 class=\"x\" id=\"top\">a</h1>");
    }
    write(
        "e.html",
        "<a href=\"a.html#top\">a</a><a href=\"#x\">a</a><a href=\"b.html#x\">b</a>\
         <img src=\"no.svg\"><a href=\"https://a.b/c#d\">c</a><code>href=&quot;x&quot;</code>",
    );
    assert_eq!(
        broken(folder.path()),
        ["e.html: #x", "e.html: b.html#x", "e.html: no.svg"]
    );
}
