use super::*;

fn listed(desk: &Desk) -> Vec<Place> {
    let View::List(list) = &desk.state.view else {
        panic!("no list: {:?}", desk.state.view);
    };
    desk.state.listed(list)
}

#[test]
fn letters_move_and_enter_chooses() {
    for (keys, want) in [
        ("jj", 2),
        ("G", 3),
        ("Gk", 2),
        ("Gg", 0),
        ("kkk", 0),
        (" ", 3),
    ] {
        let mut desk = Desk::started();
        desk.press('l');
        desk.press_all(keys);
        let effects = desk.tell(WatchEvent::Key(Key::Enter));
        assert_eq!(judges(&effects), [want], "{keys}");
    }
}

#[test]
fn a_search_narrows_as_it_is_typed_and_escape_widens_again() {
    let mut desk = Desk::started();
    desk.press_all("l/SEL");
    assert_eq!(listed(&desk), [2]);
    desk.tell(WatchEvent::Key(Key::Backspace));
    desk.tell(WatchEvent::Key(Key::Enter));
    assert_eq!(listed(&desk), [2]);
    desk.tell(WatchEvent::Key(Key::Esc));
    assert_eq!(listed(&desk).len(), 4);
    desk.press_all("/fundamentals");
    assert_eq!(listed(&desk).len(), 4, "a lesson's title counts");
    desk.press_all("nothing like it");
    assert!(listed(&desk).is_empty());
    assert_eq!(desk.press_all("q"), [], "a letter, not a command");
}

#[test]
fn filters_show_what_is_done_or_pending() {
    let mut desk = Desk::started();
    desk.tell(WatchEvent::Recorded {
        place: 1,
        done: true,
    });
    desk.press_all("ld");
    assert_eq!(listed(&desk), [1]);
    desk.press('p');
    assert_eq!(listed(&desk), [0, 2, 3]);
    desk.press('p');
    assert_eq!(listed(&desk).len(), 4);
}

#[test]
fn an_exercise_that_is_reset_from_the_list_does_not_move_the_learner() {
    let mut desk = Desk::started();
    desk.refuse();
    let effects = desk.press_all("ljry");
    assert_eq!(effects, [Effect::Reset(1), Effect::Read(vec![1])]);
    desk.files[1] = text("as shipped");
    assert_eq!(desk.read(effects)[1..], []);
    assert_eq!(desk.state.current, 0);
}
