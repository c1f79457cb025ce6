//! Manifests that stand on their own: the workbook's folder has no
//! `[workspace.package]` and no lints of ours.

use anyhow::Context;
use toml_edit::{DocumentMut, Item, Value, value};

/// The manifest at the top of a workbook's folder.
pub(super) const WORKSPACE: &str = r#"# So that an editor understands the exercises. Nothing here needs a change.

[workspace]
resolver = "3"
members = ["exercises"]
"#;

/// `manifest` without what it inherits from `workspace`.
pub(super) fn standalone(manifest: &str, workspace: &str) -> anyhow::Result<String> {
    let mut manifest: DocumentMut = manifest.parse()?;
    let workspace: DocumentMut = workspace.parse()?;
    let package = manifest["package"].as_table_mut();
    let package = package.context("a manifest has no [package]")?;
    for (key, item) in package.iter_mut() {
        let inherits = item.get("workspace").and_then(|item| item.as_bool());
        if inherits == Some(true) {
            let shared = workspace
                .get("workspace")
                .and_then(|item| item.get("package"));
            let shared = shared.and_then(|package| package.get(key.get()));
            let shared = shared.and_then(|item| item.as_value());
            let shared = shared.with_context(|| format!("the workspace has no `{key}`"))?;
            *item = value(shared.clone().decorated(" ", ""));
        }
    }
    // In one form or the other: version.workspace, or version = { workspace }.
    package.iter_mut().for_each(|(mut key, _)| key.fmt());
    manifest.remove("lints");
    Ok(manifest.to_string())
}

/// `manifest` with the crate `lab` at another path.
pub(super) fn with_lab_at(manifest: &str, path: &str) -> anyhow::Result<String> {
    let mut manifest: DocumentMut = manifest.parse()?;
    let lab = manifest
        .get_mut("dependencies")
        .and_then(|dependencies| dependencies.get_mut("lab"))
        .and_then(|lab| lab.get_mut("path"));
    *lab.context("the exercises do not depend on `lab`")? = value(path);
    Ok(manifest.to_string())
}

/// The manifest of a set without the programs that are its solutions.
pub(crate) fn without_solutions(manifest: &str) -> anyhow::Result<String> {
    let mut manifest: DocumentMut = manifest.parse()?;
    let is_solution = |path: Option<&str>| path.is_some_and(|path| path.starts_with("solutions/"));
    match manifest.get_mut("bin") {
        Some(Item::Value(Value::Array(targets))) => targets.retain(|target| {
            let target = target.as_inline_table();
            let path = target.and_then(|target| target.get("path"));
            !is_solution(path.and_then(Value::as_str))
        }),
        Some(Item::ArrayOfTables(targets)) => {
            targets.retain(|target| !is_solution(target.get("path").and_then(Item::as_str)))
        }
        Some(Item::None | Item::Value(_) | Item::Table(_)) | None => {}
    }
    Ok(manifest.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_inherited_is_written_out_and_comments_stay() {
        let workspace = "[workspace.package]\nversion = \"0.1.0\" # ours\npublish = false\n";
        let manifest = "# why\n[package]\nname = \"lab\"\nversion.workspace = true\n\
                        publish = { workspace = true }\n\n[lints]\nworkspace = true\n\n\
                        [dependencies]\nlab = { path = \"../checker/lab\" } # the world\n";
        let alone = standalone(manifest, workspace).unwrap();
        let want = "# why\n[package]\nname = \"lab\"\nversion = \"0.1.0\"\npublish = false\n\n\
                    [dependencies]\nlab = { path = \"../checker/lab\" } # the world\n";
        assert_eq!(alone, want);
        let moved = with_lab_at(&alone, "../x").unwrap();
        assert!(
            moved.contains("lab = { path = \"../x\" } # the world"),
            "{moved}"
        );
    }

    #[test]
    fn a_set_keeps_its_exercises_and_loses_its_solutions() {
        let ours = "{ name = \"a\", path = \"exercises/a.rs\" }";
        let theirs = "{ name = \"a_sol\", path = \"solutions/a.rs\" }";
        let left = without_solutions(&format!("bin = [\n  {ours},\n  {theirs},\n]\n")).unwrap();
        assert_eq!(left, format!("bin = [\n  {ours},\n]\n"));
        let tables = "[[bin]]\npath = \"exercises/a.rs\"\n";
        let more = format!("{tables}[[bin]]\npath = \"solutions/a.rs\"\n");
        assert_eq!(without_solutions(&more).unwrap(), tables);
    }

    #[test]
    fn what_cannot_be_written_out_is_named() {
        let error = standalone("[package]\nversion.workspace = true\n", "").unwrap_err();
        assert!(error.to_string().contains("`version`"), "{error}");
    }
}
