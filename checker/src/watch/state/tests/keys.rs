use super::*;
use crate::watch::watch_event::Sort;

#[test]
fn every_way_out_works_during_a_run() {
    for key in [Key::Char('q'), Key::Esc, Key::Ctrl('c'), Key::Ctrl('d')] {
        let effects = Desk::started().tell(WatchEvent::Key(key));
        assert_eq!(effects, [Effect::Cancel, Effect::Quit(0)], "{key:?}");
    }
    assert_eq!(
        Desk::started().tell(WatchEvent::InputClosed).last(),
        Some(&Effect::Quit(0))
    );
    for (signal, code) in [(Signal::Interrupt, 130), (Signal::Terminate, 143)] {
        let effects = Desk::started().tell(WatchEvent::Signal(signal));
        assert_eq!(effects.last(), Some(&Effect::Quit(code)));
    }
}

#[test]
fn ctrl_c_quits_from_every_view() {
    for keys in ["l", "l/abc", "?", "x"] {
        let mut desk = Desk::started();
        desk.press_all(keys);
        let effects = desk.tell(WatchEvent::Key(Key::Ctrl('c')));
        assert_eq!(effects.last(), Some(&Effect::Quit(0)), "{keys}");
    }
}

#[test]
fn hints_come_one_layer_at_a_time() {
    let mut desk = Desk::started();
    assert_eq!(
        desk.press('h'),
        [Effect::HintsSeen {
            place: 0,
            layers: 1
        }]
    );
    desk.press_all("hh");
    assert_eq!(desk.state.slots[0].hints, 3);
    assert_eq!(desk.press('h'), []);
    assert!(desk.state.notice.as_deref().unwrap().contains("last hint"));
}

#[test]
fn after_a_pass_no_hint_is_counted() {
    let mut desk = Desk::started();
    desk.pass();
    assert_eq!(desk.press('h'), []);
    assert_eq!(desk.state.slots[0].hints, 0);
    assert!(desk.state.notice.as_deref().unwrap().contains("passed"));
}

#[test]
fn r_runs_again_and_cancels_the_run_before() {
    let mut desk = Desk::started();
    assert!(matches!(
        desk.press('r')[..],
        [Effect::Cancel, Effect::Judge { .. }]
    ));
}

#[test]
fn x_asks_first_and_only_y_means_yes() {
    let mut desk = Desk::started();
    assert_eq!(desk.press_all("xn"), []);
    let effects = desk.press_all("xy");
    assert_eq!(
        effects,
        [Effect::Cancel, Effect::Reset(0), Effect::Read(vec![0])]
    );
    // The shipped content may be what is there already.
    assert_eq!(judges(&desk.read(effects)), [0]);
}

#[test]
fn the_solution_is_shown_after_the_pass() {
    let mut desk = Desk::started();
    desk.refuse();
    assert_eq!(desk.press('d'), []);
    desk.press('r');
    desk.pass();
    assert_eq!(desk.press('d'), [Effect::ShowDiff(0)]);
}

#[test]
fn a_text_is_scrolled_within_its_ends_and_closed_by_a_save() {
    let mut desk = Desk::started();
    desk.refuse();
    assert_eq!(desk.press('f'), [Effect::ShowVerdict]);
    let text_of_50 = (0..50).map(|line| format!("{line}\n")).collect();
    desk.tell(WatchEvent::Text {
        title: "long".into(),
        text: text_of_50,
        sort: Sort::Asked,
    });
    let top = |desk: &Desk| {
        let View::Reader(reader) = &desk.state.view else {
            panic!("no reader");
        };
        reader.window(desk.state.size).1
    };
    for (keys, want) in [
        ("k", 0),
        ("jj", 2),
        (" ", 24),
        ("G", 28),
        ("j", 28),
        ("b", 6),
        ("g", 0),
    ] {
        desk.press_all(keys);
        assert_eq!(top(&desk), want, "{keys}");
    }
    desk.save(0, text("better"));
    assert_eq!(desk.state.view, View::Verdict);
}

#[test]
fn checking_all_counts_and_is_cancelled_by_a_save() {
    let mut desk = Desk::started();
    desk.refuse();
    let effects = desk.press('c');
    assert!(matches!(effects[..], [Effect::CheckAll { run: 2 }]));
    let one = |place, passed| WatchEvent::CheckedOne {
        run: 2,
        place,
        passed,
        content: text("x"),
    };
    assert!(matches!(
        desk.tell(one(0, Some(true)))[..],
        [Effect::Record { passed: true, .. }]
    ));
    assert_eq!(desk.tell(one(1, None)), []);
    let mut saved = Desk {
        state: desk.state,
        ..Desk::started()
    };
    assert_eq!(judges(&saved.save(0, text("better"))), [0]);
    assert_eq!(
        saved.tell(WatchEvent::CheckedAll {
            run: 2,
            error: None
        }),
        []
    );
}

#[test]
fn a_stop_cancels_the_run_and_coming_back_starts_it_again() {
    let mut desk = Desk::started();
    let effects = desk.tell(WatchEvent::Key(Key::Ctrl('z')));
    assert_eq!(effects, [Effect::Cancel, Effect::Suspend]);
    let effects = desk.tell(WatchEvent::Signal(Signal::Continue));
    assert!(matches!(
        effects[..],
        [Effect::Redraw, Effect::Judge { .. }]
    ));
    desk.refuse();
    assert_eq!(
        desk.tell(WatchEvent::Signal(Signal::Continue)),
        [Effect::Redraw]
    );
}
