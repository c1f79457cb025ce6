//! The entries in `info.toml` and in `exercises/Cargo.toml`. Comments stay.

use super::plan::Plan;
use crate::info_file;
use anyhow::Context;
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, value};

const ENTRY: &str = r#"[[exercises]]
name = ""
dir = ""
file = ""
stars = 1
hint = "Where to look."
hints = [
    "Which tool, by its standard name.",
    "What shape, on another example, and where to read on.",
]
"#;

/// `info.toml` with the exercise, behind the last one of its lesson.
pub(super) fn with_exercise(text: &str, plan: &Plan) -> anyhow::Result<String> {
    let mut info: DocumentMut = text.parse()?;
    if let Some(title) = &plan.new_lesson {
        let mut lesson = Table::new();
        lesson["dir"] = value(&plan.dir);
        lesson["title"] = value(title);
        list(&mut info, "lessons")?.push(separated(lesson));
    }
    let entry: DocumentMut = ENTRY.parse()?;
    let entry = entry["exercises"].as_array_of_tables();
    let entry = entry.and_then(|tables| tables.get(0)).cloned();
    let mut entry = separated(entry.context("the entry has no table")?);
    entry["name"] = value(plan.name.as_str());
    entry["dir"] = value(&plan.dir);
    entry["file"] = value(&plan.file);
    insert(list(&mut info, "exercises")?, entry, plan);
    let text = info.to_string();
    info_file::parse(&text)?;
    Ok(text)
}

/// `exercises/Cargo.toml` with the target, at the same place.
pub(super) fn with_target(text: &str, plan: &Plan) -> anyhow::Result<String> {
    let mut manifest: DocumentMut = text.parse()?;
    let mut target = Table::new();
    target["name"] = value(plan.name.as_str());
    target["path"] = value(format!("{}/{}", plan.dir, plan.file));
    insert(list(&mut manifest, "bin")?, separated(target), plan);
    Ok(manifest.to_string())
}

fn list<'d>(document: &'d mut DocumentMut, key: &str) -> anyhow::Result<&'d mut ArrayOfTables> {
    let item = document.entry(key);
    let item = item.or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
    let list = item.as_array_of_tables_mut();
    list.with_context(|| format!("`{key}` is not a list of [[{key}]] tables"))
}

fn insert(list: &mut ArrayOfTables, table: Table, plan: &Plan) {
    let is_before = |table: &Table| {
        let name = table.get("name").and_then(Item::as_str);
        name == plan.after.as_ref().map(|name| name.as_str())
    };
    let place = list
        .iter()
        .position(is_before)
        .map_or(list.len(), |at| at + 1);
    list.insert(place, table);
}

/// An empty line before it, and the place in the file that it has in the list.
fn separated(mut table: Table) -> Table {
    table.decor_mut().set_prefix("\n");
    table.set_position(None);
    table
}
