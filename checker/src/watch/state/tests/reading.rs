//! The lesson's text: while crates are built, and by its key.

use super::Desk;
use crate::event::Event;
use crate::exit;
use crate::watch::effect::Effect;
use crate::watch::keys::Key;
use crate::watch::state::{Shown, View};
use crate::watch::watch_event::{Sort, WatchEvent};

impl Desk {
    fn story(&mut self, run: u64, event: Event) -> Vec<Effect> {
        let event = Box::new(event);
        self.tell(WatchEvent::Story { run, event })
    }

    fn builds(&mut self, run: u64, done: usize) -> Vec<Effect> {
        let current = "tokio".to_owned();
        let total = 40;
        self.story(
            run,
            Event::BuildingDependencies {
                done,
                total,
                current,
            },
        )
    }

    fn compiles(&mut self) {
        let exercise = "spawn".to_owned();
        self.story(1, Event::Compiling { exercise });
    }

    fn gets_the_lesson(&mut self, sort: Sort) {
        self.tell(WatchEvent::Text {
            title: "Async fundamentals".to_owned(),
            text: "a line\n".repeat(60),
            sort,
        });
    }

    /// While crates are built, with the lesson on the screen.
    fn reading() -> Self {
        let mut desk = Self::started();
        assert_eq!(desk.builds(1, 0), [Effect::OfferLesson(0)]);
        desk.gets_the_lesson(Sort::Meanwhile);
        desk
    }

    fn is_at_the_exercise(&self) -> bool {
        self.state.view == View::Verdict
    }
}

#[test]
fn the_lesson_is_offered_once_and_left_when_all_is_built() {
    let mut desk = Desk::reading();
    assert_eq!(desk.builds(1, 7), []);
    assert!(!desk.is_at_the_exercise());
    desk.compiles();
    assert!(desk.is_at_the_exercise());
}

#[test]
fn who_reads_on_is_not_torn_away() {
    let mut desk = Desk::reading();
    desk.press(' ');
    desk.compiles();
    desk.refuse();
    assert!(!desk.is_at_the_exercise());
    desk.press('e');
    assert!(desk.is_at_the_exercise());
    assert!(matches!(desk.state.shown, Shown::Verdict(_)));
}

#[test]
fn a_lesson_that_was_left_does_not_come_back_with_the_next_crate() {
    let mut desk = Desk::reading();
    desk.press('e');
    assert!(desk.is_at_the_exercise());
    assert_eq!(desk.builds(1, 8), []);
    desk.press('l');
    assert_eq!(desk.builds(1, 9), []);
    assert!(matches!(desk.state.view, View::List(_)));
}

#[test]
fn a_text_that_comes_too_late_is_not_shown() {
    let mut desk = Desk::started();
    desk.builds(1, 39);
    desk.compiles();
    desk.gets_the_lesson(Sort::Meanwhile);
    assert!(desk.is_at_the_exercise());
}

#[test]
fn q_leaves_the_program_while_there_is_nothing_else_to_go_to() {
    for key in [Key::Char('q'), Key::Esc] {
        let mut desk = Desk::reading();
        let effects = desk.tell(WatchEvent::Key(key));
        assert!(effects.contains(&Effect::Quit(exit::OK)), "{key:?}");
    }
}

#[test]
fn trouble_takes_the_place_of_what_was_to_be_read_meanwhile() {
    let mut desk = Desk::reading();
    let content = super::text("shipped");
    desk.judge_with(content.clone(), content, Err("no network".into()));
    assert!(desk.is_at_the_exercise());
    assert_eq!(desk.state.shown, Shown::Trouble("no network".into()));
}

#[test]
fn a_save_during_the_build_waits_for_it_and_says_so() {
    let mut desk = Desk::started();
    desk.builds(1, 3);
    desk.save(0, super::text("better"));
    let run = desk.state.run.as_ref().expect("a run").id;
    assert_ne!(run, 1);
    desk.builds(1, 9);
    let step = &desk.state.run.as_ref().expect("a run").step;
    assert!(
        matches!(
            step,
            crate::watch::state::Step::Dependencies { done: 9, .. }
        ),
        "{step:?}"
    );
}

#[test]
fn the_key_that_opens_the_lesson_closes_it() {
    for key in [Key::Char('e'), Key::Char('q'), Key::Esc] {
        let mut desk = Desk::started();
        desk.refuse();
        assert_eq!(desk.press('e'), [Effect::ShowLesson(0)]);
        desk.gets_the_lesson(Sort::Lesson);
        assert_eq!(desk.tell(WatchEvent::Key(key)), [], "{key:?}");
        assert!(desk.is_at_the_exercise(), "{key:?}");
    }
}
