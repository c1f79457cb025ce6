//! The workflow that judges a student's repository at every push.

use crate::exit::Failure;
use anyhow::bail;

/// Where GitHub looks for it.
pub(super) const PATH: &str = ".github/workflows/workbook.yml";

const TEMPLATE: &str = include_str!("../../../../templates/classroom-workflow.yml");

/// What stands in the template for the action.
const PLACE: &str = "OWNER/REPOSITORY@REF";

/// The workflow with `action` in it.
pub(super) fn calling(action: &str) -> anyhow::Result<Vec<u8>> {
    if !is_action(action) {
        bail!(Failure::Usage(format!(
            "`{action}` is no action; name a repository that holds this course and a tag or a \
             commit of it, such as my-school/concurrency@v1"
        )));
    }
    Ok(TEMPLATE.replace(PLACE, action).into_bytes())
}

/// `OWNER/REPOSITORY@REF`, and nothing that YAML would read as something else.
fn is_action(action: &str) -> bool {
    let Some((repository, reference)) = action.split_once('@') else {
        return false;
    };
    let is_name = |name: &str, more: &str| {
        let mut all = name.chars();
        !name.is_empty() && all.all(|c| c.is_ascii_alphanumeric() || more.contains(c))
    };
    let parts: Vec<_> = repository.split('/').collect();
    parts.len() == 2 && parts.iter().all(|part| is_name(part, "-_.")) && is_name(reference, "-_./")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_action_is_a_repository_and_a_version_of_it() {
        let workflow = String::from_utf8(calling("school/course@v1.2").unwrap()).unwrap();
        assert!(
            workflow.contains("uses: school/course@v1.2\n"),
            "{workflow}"
        );
        assert!(!workflow.contains(PLACE), "{workflow}");
        for odd in [
            "course@v1",
            "a/b",
            "a/b@",
            "a/b/c@v1",
            "a/b@v1: x",
            "a b/c@d",
        ] {
            assert!(calling(odd).is_err(), "{odd}");
        }
    }
}
