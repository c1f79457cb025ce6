//! What ran when, as files: `--svg`, `--html`, `--trace`.

use super::context::Context;
use super::export::token;
use crate::cli::PictureArgs;
use crate::files;
use crate::reporter::picture::{self, Scene};
use crate::verdict::Verdict;

/// Write what `args` ask for. Where nothing was seen to run, there is nothing to draw,
/// which is said.
///
/// # Errors
///
/// When a file cannot be written.
pub(super) fn write(
    args: &PictureArgs,
    verdict: &Verdict,
    context: &mut Context<'_>,
) -> anyhow::Result<()> {
    let files = [&args.svg, &args.html, &args.trace];
    if files.iter().all(|file| file.is_none()) {
        return Ok(());
    }
    let scenes = picture::scenes(verdict);
    let Some(telling) = verdict.telling_test().map(Scene::of) else {
        context.notice("nothing was seen to run, so there is no picture to write");
        return Ok(());
    };
    let title = |what: &str| format!("{}: {what}", verdict.exercise);
    if let Some(file) = &args.svg {
        let text = picture::document(&title(&telling.title), &telling.spans);
        files::write_whole(file, text.as_bytes())?;
    }
    if let Some(file) = &args.html {
        let text = picture::page(&title("what ran when"), &scenes, &token()?);
        files::write_whole(file, text.as_bytes())?;
    }
    if let Some(file) = &args.trace {
        files::write_whole(file, picture::trace(&scenes).as_bytes())?;
    }
    for file in files.into_iter().flatten() {
        context.notice(&format!("wrote `{}`", file.display()));
    }
    Ok(())
}
