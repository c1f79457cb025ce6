//! Changes of several files, in each order and in batches.

use super::*;
use crate::watch::state::batch::QUIET;

/// A desk at rest, with a refusal on it.
fn at_rest() -> Desk {
    let mut desk = Desk::started();
    desk.refuse();
    desk
}

#[track_caller]
fn stays(desk: &Desk, others: &str) {
    assert_eq!(desk.state.current, 0);
    let notice = desk.state.notice.as_deref().expect("a notice");
    assert!(notice.starts_with(others), "{notice}");
}

#[test]
fn files_that_change_in_several_batches_do_not_move_the_learner() {
    for pause in [Duration::ZERO, QUIET / 4, QUIET * 3 / 4] {
        for order in [[1, 2, 3], [3, 1, 2], [2, 3, 1]] {
            let mut desk = at_rest();
            for place in order {
                assert_eq!(desk.change(&[place], "checkout"), []);
                desk.wait(pause);
            }
            assert_eq!(desk.settle(), []);
            stays(&desk, "3 other exercises changed at the same time: `join`");
        }
    }
}

#[test]
fn the_current_file_is_judged_at_once_whatever_else_changes() {
    for (first, second) in [([0], [2]), ([2], [0])] {
        let mut desk = at_rest();
        let mut effects = desk.change(&first, "checkout");
        desk.wait(QUIET / 2);
        effects.extend(desk.change(&second, "checkout"));
        assert_eq!(judges(&effects), [0]);
        assert_eq!(desk.settle(), []);
        stays(
            &desk,
            "1 other exercise changed at the same time: `select`;",
        );
    }
    let mut desk = at_rest();
    assert_eq!(judges(&desk.change(&[3, 0, 1, 2], "formatted")), [0]);
    assert_eq!(desk.settle(), []);
    stays(&desk, "3 other exercises");
}

#[test]
fn a_single_save_elsewhere_is_followed_when_nothing_else_changes() {
    let mut desk = at_rest();
    assert_eq!(desk.change(&[2], "begun"), [], "not yet");
    assert!(desk.state.deadline().is_some());
    assert_eq!(judges(&desk.settle()), [2]);
    assert_eq!(desk.state.current, 2);
    assert_eq!(desk.state.notice, None);
}

#[test]
fn who_has_seen_the_verdict_and_saves_the_next_file_goes_on() {
    let mut desk = at_rest();
    assert_eq!(judges(&desk.change(&[0], "right")), [0]);
    desk.pass();
    desk.change(&[1], "begun");
    assert_eq!(judges(&desk.settle()), [1]);
}

#[test]
fn who_saves_elsewhere_while_a_long_run_goes_on_goes_there() {
    let mut desk = at_rest();
    assert_eq!(judges(&desk.change(&[0], "hangs")), [0]);
    desk.wait(QUIET * 2);
    desk.change(&[1], "begun");
    assert_eq!(judges(&desk.settle()), [1]);
}

#[test]
fn what_git_writes_is_no_save_also_if_it_is_one_file() {
    let mut desk = at_rest();
    desk.git = Git::Wrote;
    desk.change(&[3], "checkout");
    assert_eq!(desk.settle(), []);
    stays(&desk, "1 other exercise");
}

#[test]
fn while_git_is_busy_more_is_waited_for() {
    let mut desk = at_rest();
    desk.git = Git::Busy;
    desk.change(&[3], "checkout");
    // Much longer than the pause that ends a batch.
    for _ in 0..4 {
        desk.wait(QUIET);
        let effects = desk.tell(WatchEvent::Time);
        assert_eq!(desk.read(effects), []);
        stays(&desk, "other exercises change while git is at work");
    }
    desk.change(&[1], "checkout");
    desk.git = Git::Uninvolved;
    assert_eq!(desk.settle(), []);
    stays(
        &desk,
        "2 other exercises changed at the same time: `join`, `timeout`",
    );
}

#[test]
fn a_lock_that_git_never_gives_back_does_not_keep_the_notice_away() {
    let mut desk = at_rest();
    desk.git = Git::Busy;
    desk.change(&[3], "checkout");
    assert_eq!(desk.settle(), []);
    stays(&desk, "1 other exercise");
}

#[test]
fn a_file_that_follows_the_one_gone_to_does_not_move_the_learner_again() {
    let mut desk = at_rest();
    desk.change(&[2], "synced");
    assert_eq!(judges(&desk.settle()), [2]);
    desk.change(&[3], "synced");
    assert_eq!(desk.settle(), []);
    assert_eq!(desk.state.current, 2);
}

#[test]
fn a_key_that_goes_elsewhere_is_stronger_than_a_save_before_it() {
    let mut desk = at_rest();
    desk.state.slots[0].done = true;
    desk.change(&[3], "begun");
    assert_eq!(judges(&desk.press('n')), [1]);
    assert_eq!(desk.settle(), []);
    assert_eq!(desk.state.current, 1);
}

#[test]
fn what_changes_while_paused_leads_nowhere_later() {
    let mut desk = at_rest();
    desk.press(' ');
    desk.change(&[2], "begun");
    assert_eq!(desk.settle(), []);
    assert_eq!(desk.press(' '), []);
    assert_eq!(desk.settle(), []);
    assert_eq!(desk.state.current, 0);
}
