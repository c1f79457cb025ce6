use super::*;

#[test]
fn a_save_during_a_run_cancels_it_and_judges_the_newest() {
    let mut desk = Desk::started();
    let effects = desk.save(0, text("better"));
    assert!(matches!(
        effects[..],
        [Effect::Cancel, Effect::Judge { run: 2, place: 0 }]
    ));
    let stale = WatchEvent::Judged {
        run: 1,
        outcome: Box::new(Outcome {
            before: text("shipped"),
            after: text("shipped"),
            verdict: Ok(Some(fixture::pass("spawn"))),
        }),
    };
    assert_eq!(desk.tell(stale), []);
    assert!(!desk.state.has_passed());
}

#[test]
fn a_save_without_a_change_does_nothing() {
    let mut desk = Desk::started();
    desk.refuse();
    assert_eq!(desk.save(0, text("shipped")), []);
    assert!(matches!(desk.state.shown, Shown::Verdict(_)));
}

#[test]
fn a_file_that_is_empty_or_gone_for_a_moment_is_not_judged() {
    for moment in [Content::Empty, Content::Missing] {
        let mut desk = Desk::started();
        desk.refuse();
        desk.files[0] = moment;
        desk.tell(WatchEvent::Maybe(vec![0]));
        desk.wait(BURST);
        let effects = desk.tell(WatchEvent::Time);
        assert_eq!(desk.read(effects), []);
        assert!(desk.state.deadline().is_some(), "it will look again");
        desk.wait(GRACE / 3);
        assert_eq!(judges(&desk.save(0, text("better"))), [0]);
        assert_eq!(desk.state.deadline(), Some(desk.now + Run::SLOW));
    }
}

#[test]
fn a_file_that_stays_empty_is_judged_and_one_that_stays_away_is_reported() {
    let mut desk = Desk::started();
    desk.refuse();
    assert_eq!(judges(&desk.save(0, Content::Empty)), [0]);
    desk.refuse();
    desk.save(0, text("again"));
    assert_eq!(desk.save(0, Content::Missing), [Effect::Cancel]);
    assert_eq!(desk.state.shown, Shown::NoFile(Content::Missing));
    assert_eq!(desk.press('r'), [], "nothing to judge");
}

#[test]
fn a_file_that_comes_back_as_it_was_is_judged() {
    let mut desk = Desk::started();
    desk.refuse();
    desk.save(0, Content::Missing);
    assert_eq!(judges(&desk.save(0, text("shipped"))), [0]);
}

#[test]
fn a_save_of_another_exercise_makes_it_the_current_one() {
    let mut desk = Desk::started();
    desk.refuse();
    let effects = desk.save(2, text("begun"));
    assert_eq!(effects[0], Effect::SetCurrent(2));
    assert_eq!(judges(&effects), [2]);
}

#[test]
fn other_files_that_vanish_return_or_change_together_do_not_move_the_learner() {
    let mut desk = Desk::started();
    desk.refuse();
    assert_eq!(desk.save(2, Content::Missing), []);
    assert_eq!(desk.save(2, text("shipped")), []);
    desk.files[1] = text("checkout");
    desk.files[2] = text("checkout");
    desk.tell(WatchEvent::Maybe(vec![1, 2]));
    assert_eq!(desk.settle(), []);
    assert_eq!(desk.state.current, 0);
    assert!(
        desk.state
            .notice
            .as_deref()
            .unwrap()
            .contains("2 other exercises")
    );
}

#[test]
fn a_change_that_no_event_told_of_is_found_at_the_end_of_the_run() {
    let mut desk = Desk::started();
    let verdict = Ok(Some(fixture::pass("spawn")));
    let effects = desk.judge_with(text("shipped"), text("newer"), verdict);
    assert_eq!(judges(&effects), [0]);
    assert!(!desk.state.slots[0].done, "the old content does not count");
}

#[test]
fn a_file_that_is_written_to_all_the_time_is_still_looked_at() {
    let mut desk = Desk::started();
    desk.tell(WatchEvent::Maybe(vec![0]));
    let due = desk.state.deadline();
    desk.wait(BURST / 2);
    desk.tell(WatchEvent::Maybe(vec![0]));
    assert_eq!(desk.state.deadline(), due);
}

#[test]
fn while_paused_saves_wait_and_are_judged_together() {
    let mut desk = Desk::started();
    desk.refuse();
    assert_eq!(desk.press(' '), []);
    assert_eq!(desk.save(0, text("one")), []);
    assert_eq!(desk.save(0, text("two")), []);
    assert_eq!(judges(&desk.press(' ')), [0]);
    desk.refuse();
    assert_eq!(desk.press_all("  "), [], "nothing was saved meanwhile");
}
