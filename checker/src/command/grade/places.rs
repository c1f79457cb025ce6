//! Where the course and the results are. What was handed in has no say in it.

use crate::assets;
use crate::cache_dir;
use crate::command::context::Context;
use crate::course::Course;
use crate::exit::Failure;
use crate::grade::Entry;
use crate::info_file;
use anyhow::{Context as _, bail};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The folder of the results, absolute, and with the links in its parents
/// resolved.
pub(super) fn results(out: &Path) -> anyhow::Result<PathBuf> {
    let path = std::path::absolute(out)
        .with_context(|| format!("failed to resolve the folder `{}`", out.display()))?;
    let parent = path.parent().and_then(|parent| parent.canonicalize().ok());
    Ok(match (parent, path.file_name()) {
        (Some(parent), Some(name)) => parent.join(name),
        (None, _) | (_, None) => path,
    })
}

/// The course inside this program, or the one that `--course` names. Never the
/// one in the current folder: that may be what was handed in.
pub(super) fn course(context: &mut Context<'_>, out: &Path) -> anyhow::Result<Arc<Course>> {
    let copy = assets::materialize(&cache(out)?)?;
    if let Some(notice) = &copy.notice {
        context.notice(notice);
    }
    let built_in = copy.root;
    let root = context.global.course.clone();
    let root = root.unwrap_or_else(|| built_in.clone());
    let course = info_file::load(&root, Some(&built_in))?;
    for warning in &course.warnings {
        context.notice(&format!("warning: {warning}"));
    }
    Ok(Arc::new(course))
}

/// Where things are built. Where there is no home folder, it is with the
/// results, and not in the current folder.
pub(super) fn cache(out: &Path) -> anyhow::Result<PathBuf> {
    Ok(cache_dir::find(out)?.path)
}

/// Make sure that nothing that decides grades lies where somebody else wrote.
pub(super) fn ensure_ours(entries: &[Entry], course: &Course, out: &Path) -> anyhow::Result<()> {
    let there_before = out.symlink_metadata().is_ok();
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
        if there_before && out.starts_with(root) {
            bail!(Failure::Usage(format!(
                "`{}` was there before and lies in the submission `{shown}`: what is in it may \
                 come from whoever handed it in. Name a folder elsewhere with --out",
                out.display()
            )));
        }
    }
    Ok(())
}
