//! Where the course and the results are. What was handed in has no say in it.

use crate::assets;
use crate::cache_dir;
use crate::command::context::Context;
use crate::course::Course;
use crate::exit::Failure;
use crate::grade::Entry;
use crate::info_file;
use anyhow::{Context as _, bail};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// The folder of the results, absolute, and with the links in its parents
/// resolved, as far as these are there.
pub(super) fn results(out: &Path) -> anyhow::Result<PathBuf> {
    let shown = out.display();
    let path = std::path::absolute(out)
        .with_context(|| format!("failed to resolve the folder `{shown}`"))?;
    for parent in path.ancestors().skip(1) {
        let Ok(real) = parent.canonicalize() else {
            continue;
        };
        let rest = path.strip_prefix(parent).unwrap_or(&path);
        if rest.components().any(|part| part == Component::ParentDir) {
            bail!(Failure::Usage(format!(
                "`{shown}` leads back out of a folder that is not there; name it without `..`"
            )));
        }
        return Ok(real.join(rest));
    }
    Ok(path)
}

/// The course inside this program, or the one that `--course` names. Never the
/// one in the current folder: that may be what was handed in.
pub(super) fn course(context: &mut Context<'_>) -> anyhow::Result<Arc<Course>> {
    let (course, notice) = load(context)?;
    if let Some(notice) = notice {
        context.notice(&notice);
    }
    for warning in &course.warnings {
        context.notice(&format!("warning: {warning}"));
    }
    Ok(course)
}

/// The same without a word about what is odd in it, and with one about the copy
/// of the course in the cache, if there is something to say.
pub(super) fn load(context: &Context<'_>) -> anyhow::Result<(Arc<Course>, Option<String>)> {
    let copy = assets::materialize(&cache()?)?;
    let root = context.global.course.clone();
    let root = root.unwrap_or_else(|| copy.root.clone());
    let course = info_file::load(&root, Some(&copy.root))?;
    Ok((Arc::new(course), copy.notice))
}

/// Where things are built. Nothing beside the results or the submissions takes
/// the place of a home folder: what is there may come from anybody.
pub(super) fn cache() -> anyhow::Result<PathBuf> {
    let cache = cache_dir::find(Path::new("/"))?;
    match cache.notice {
        None => Ok(cache.path),
        Some(_) => bail!(
            "there is no home folder to keep compiled dependencies in; name a folder of your own \
             with WORKBOOK_CACHE_DIR"
        ),
    }
}

/// Make sure that nothing that decides grades lies where somebody else wrote.
pub(super) fn ensure_ours(
    entries: &[Entry],
    each: &[PathBuf],
    course: &Course,
    out: &Path,
) -> anyhow::Result<()> {
    for path in each {
        let root = path.canonicalize().unwrap_or_else(|_| path.clone());
        ensure_apart(out, &root, "the class")?;
    }
    let course_root = course.root.canonicalize();
    let course_root = course_root.unwrap_or_else(|_| course.root.clone());
    for entry in entries {
        let (root, shown) = (&entry.root, entry.root.display());
        if course_root.starts_with(root) {
            bail!(Failure::Usage(format!(
                "the course `{}` lies in the submission `{shown}`; whoever handed it in must \
                 not choose the tests. Name another one with --course, or leave that out to \
                 take the course inside this program",
                course_root.display()
            )));
        }
        ensure_apart(out, root, "the submission")?;
    }
    Ok(())
}

/// Make sure that the file `path` with `what` was not handed in, too.
pub(super) fn ensure_not_handed_in(
    path: &Path,
    what: &str,
    entries: &[Entry],
    each: &[PathBuf],
) -> anyhow::Result<()> {
    let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let each = each.iter();
    let each = each.map(|one| one.canonicalize().unwrap_or_else(|_| one.clone()));
    let mut roots = each.chain(entries.iter().map(|entry| entry.root.clone()));
    if let Some(root) = roots.find(|root| real.starts_with(root)) {
        bail!(Failure::Usage(format!(
            "{what} `{}` lie among what was handed in, in `{}`: they may come from whoever handed \
             it in. Keep the file elsewhere",
            path.display(),
            root.display()
        )));
    }
    Ok(())
}

/// What lies in a folder that was handed in, or among such folders, may come
/// from whoever handed it in; and results must not be taken for a submission.
fn ensure_apart(out: &Path, root: &Path, what: &str) -> anyhow::Result<()> {
    let (shown, root_shown) = (out.display(), root.display());
    if out.starts_with(root) {
        bail!(Failure::Usage(format!(
            "the results `{shown}` would lie in {what} `{root_shown}`: what is in there may come \
             from whoever handed it in. Name a folder elsewhere with --out"
        )));
    }
    if root.starts_with(out) {
        bail!(Failure::Usage(format!(
            "{what} `{root_shown}` lies in the folder of the results, `{shown}`; name a folder \
             elsewhere with --out"
        )));
    }
    Ok(())
}
