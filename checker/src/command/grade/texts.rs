//! An answer judged by its text, wherever it was handed in.

use crate::course::Exercise;
use crate::judge::Judge;
use crate::process::Cancel;
use crate::verdict::Verdict;
use anyhow::Context as _;
use std::fs;
use std::path::Path;

/// Judge `text` as the answer to `exercise`; `None` when cancelled. It lies in a
/// folder of its own in `cache` meanwhile, and no path in the verdict says so.
pub(super) fn judge(
    judge: &Judge,
    cache: &Path,
    exercise: &Exercise,
    text: &[u8],
    cancel: &Cancel,
) -> anyhow::Result<Option<Verdict>> {
    let unwritable = || format!("failed to write an answer into `{}`", cache.display());
    let folder = tempfile::Builder::new()
        .prefix("answer-")
        .tempdir_in(cache)
        .with_context(unwritable)?;
    let file = folder.path().join("exercises").join(&exercise.file);
    fs::create_dir_all(file.parent().unwrap_or(cache)).with_context(unwritable)?;
    fs::write(&file, text).with_context(unwritable)?;
    let verdict = judge.answer(exercise, &file, cancel, &mut |_| {})?;
    let verdict = verdict.map(|verdict| without(folder.path(), &verdict));
    verdict.transpose()
}

/// The verdict with paths relative to `folder`, as they are in every workbook.
fn without(folder: &Path, verdict: &Verdict) -> anyhow::Result<Verdict> {
    let prefix = format!("{}/", folder.display());
    let quoted = serde_json::to_string(&prefix)?;
    let text = serde_json::to_string(verdict)?;
    Ok(serde_json::from_str(
        &text.replace(quoted.trim_matches('"'), ""),
    )?)
}
