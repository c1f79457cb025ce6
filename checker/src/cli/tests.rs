//! Command lines, as they are typed.

use super::*;

fn try_parse(line: &str) -> Result<Cli, clap::Error> {
    parse(line.split_whitespace().map(OsString::from))
}

#[track_caller]
fn refuses(line: &str, want: &str) {
    let error = try_parse(line).unwrap_err();
    assert_eq!(error.exit_code(), 2);
    let text = error.to_string();
    assert!(text.contains(want), "{text}");
}

#[test]
fn the_definition_is_sound() {
    command().debug_assert();
}

#[test]
fn every_command_is_in_exactly_one_group_and_has_one_line() {
    let command = command();
    let mut grouped: Vec<_> = GROUPS.iter().flat_map(|(_, names)| *names).collect();
    let shown = command.get_subcommands().filter(|c| !c.is_hide_set());
    let mut names: Vec<_> = shown.map(|c| c.get_name()).collect();
    grouped.sort_unstable();
    names.sort_unstable();
    assert_eq!(names, grouped.into_iter().copied().collect::<Vec<_>>());
    for subcommand in command.get_subcommands() {
        let about = subcommand.get_about().unwrap().to_string();
        assert!(about.len() < 66 && !about.contains('\n'), "{about}");
    }
}

#[test]
fn global_options_may_stand_after_the_command() {
    let cli =
        try_parse("check --all -j 2 --course some/dir --offline --timeout-scale 2.5").unwrap();
    assert_eq!(cli.global.course, Some(PathBuf::from("some/dir")));
    assert!(cli.global.offline);
    assert_eq!(cli.global.timeout_scale, 2.5);
}

#[test]
fn a_scale_that_makes_no_sense_is_refused() {
    for scale in ["0", "-1", "inf", "NaN", "fast"] {
        refuses(&format!("--timeout-scale={scale} status"), "greater than 0");
    }
}

#[test]
fn what_contradicts_itself_is_refused() {
    refuses("check --all join", "cannot be used with");
    refuses("hint --all --level 2", "cannot be used with");
    refuses("status --json --markdown", "cannot be used with");
    refuses("run --repeat 0", "--repeat");
    refuses("watsh", "similar");
}

#[test]
fn the_help_shows_the_groups() {
    let help = try_parse("--help").unwrap_err().to_string();
    for want in [
        "Find your way:\n",
        "  goto         Go to an exercise\n",
        "--course <DIR>",
    ] {
        assert!(help.contains(want), "{help}");
    }
}

#[track_caller]
fn graded(line: &str) -> GradeArgs {
    match try_parse(line).unwrap().command {
        Some(Command::Grade(args)) => *args,
        other => panic!("{other:?}"),
    }
}

#[test]
fn grading_takes_folders_and_a_word_of_its_own() {
    let paths = |line: &str| graded(line).run.paths;
    assert_eq!(paths("grade ada bob"), ["ada", "bob"].map(PathBuf::from));
    assert_eq!(paths("grade ./merge"), [PathBuf::from("./merge")]);
    assert_eq!(paths("grade help"), [PathBuf::from("help")]);
    assert_eq!(
        paths("grade ada merge"),
        ["ada", "merge"].map(PathBuf::from)
    );
    let Some(GradeCommand::Merge(merge)) = graded("grade merge a b --out c").command else {
        panic!("this is `merge`");
    };
    assert_eq!(merge.shards, ["a", "b"].map(PathBuf::from));
    assert_eq!(merge.results.out, PathBuf::from("c"));
    let each = graded("grade --each class -j 3 --shard 2/3");
    assert_eq!((each.run.each.len(), each.run.shard), (1, Some((2, 3))));
    assert_eq!(each.run.results.out, PathBuf::from("grades"));
}

#[test]
fn a_part_or_a_share_that_makes_no_sense_is_refused() {
    for shard in ["0/3", "4/3", "1", "1/0", "a/b", "-1/2"] {
        refuses(&format!("grade ada --shard={shard}"), "such as 1/4");
    }
    for share in ["-1", "101", "NaN", "much"] {
        refuses(&format!("grade ada --fail-under={share}"), "from 0 to 100");
    }
    refuses("grade ada --no-cache --shard 1/2", "cannot be used with");
    refuses("grade merge", "DIR");
}
