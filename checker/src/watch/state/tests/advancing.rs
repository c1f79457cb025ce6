use super::*;

#[test]
fn a_pass_stays_on_the_screen_until_n() {
    let mut desk = Desk::started();
    let effects = desk.pass();
    assert_eq!(effects[1..], [Effect::SetCurrent(1)]);
    assert_eq!((desk.state.current, desk.state.has_passed()), (0, true));
    assert_eq!(judges(&desk.press('n')), [1]);
    assert_eq!(desk.state.current, 1);
}

#[test]
fn a_pass_stays_on_the_screen_until_the_next_file_is_saved() {
    let mut desk = Desk::started();
    desk.pass();
    assert_eq!(judges(&desk.save(1, text("begun"))), [1]);
    assert_eq!(desk.state.current, 1);
}

#[test]
fn auto_goes_on_at_once_and_says_what_passed() {
    let mut desk = Desk::new(Advance::Auto);
    desk.tell(WatchEvent::Started);
    assert_eq!(judges(&desk.pass()), [1]);
    assert_eq!(desk.state.current, 1);
    assert!(
        desk.state
            .notice
            .as_deref()
            .unwrap()
            .contains("`spawn` passed")
    );
}

#[test]
fn a_flaky_pass_does_not_advance() {
    let mut desk = Desk::new(Advance::Auto);
    desk.tell(WatchEvent::Started);
    let effects = desk.judge(fixture::refusal("spawn", Kind::Flaky));
    assert!(judges(&effects).is_empty());
    assert_eq!(desk.state.current, 0);
    assert!(matches!(
        effects[..],
        [Effect::Record { passed: false, .. }]
    ));
}

#[test]
fn n_before_the_pass_says_how_to_skip() {
    let mut desk = Desk::started();
    desk.refuse();
    assert_eq!(desk.press('n'), []);
    assert!(desk.state.notice.as_deref().unwrap().contains("to skip it"));
    assert_eq!(desk.press('p'), []);
    assert!(desk.state.notice.as_deref().unwrap().contains("first"));
}

#[test]
fn done_exercises_are_passed_over_and_the_last_pass_ends_the_course() {
    let mut desk = Desk::started();
    for place in 1..NAMES.len() {
        desk.tell(WatchEvent::Recorded { place, done: true });
    }
    assert_eq!(desk.pass().len(), 1, "nothing is next");
    assert_eq!(desk.state.next(), None);
    assert_eq!(desk.press('n'), []);
    assert!(
        desk.state
            .notice
            .as_deref()
            .unwrap()
            .contains("every exercise is done")
    );
    assert_eq!(
        judges(&desk.press_all("ljj\u{63}")),
        [2],
        "still free to go anywhere"
    );
}
