use super::saves::{BURST, GRACE};
use super::*;
use crate::verdict::Verdict;
use crate::watch::fixture::{self, NAMES};
use crate::watch::keys::Key;
use crate::watch::watch_event::Outcome;
use report::Kind;
use std::path::Path;
use std::time::Duration;

/// A state, a clock, and the files as they are.
pub(in crate::watch) struct Desk {
    pub(in crate::watch) state: State,
    now: Instant,
    files: Vec<Content>,
}

fn text(text: &str) -> Content {
    Content::Text(text.to_owned())
}

impl Desk {
    pub(in crate::watch) fn new(advance: Advance) -> Self {
        let course = fixture::course(Path::new("/course"));
        let now = Instant::now();
        let files = vec![text("shipped"); NAMES.len()];
        let slots = files
            .iter()
            .map(|content| Slot::new(false, content.clone()))
            .collect();
        let size = Size {
            columns: 80,
            rows: 24,
        };
        let state = State::new(course, slots, 0, advance, size, now);
        Self { state, now, files }
    }

    /// A desk on which the first run is under way.
    pub(in crate::watch) fn started() -> Self {
        let mut desk = Self::new(Advance::Ask);
        desk.tell(WatchEvent::Started);
        desk
    }

    pub(in crate::watch) fn tell(&mut self, event: WatchEvent) -> Vec<Effect> {
        self.state.handle(event, self.now)
    }

    pub(in crate::watch) fn press(&mut self, key: char) -> Vec<Effect> {
        self.tell(WatchEvent::Key(Key::Char(key)))
    }

    pub(in crate::watch) fn press_all(&mut self, keys: &str) -> Vec<Effect> {
        keys.chars().flat_map(|key| self.press(key)).collect()
    }

    pub(in crate::watch) fn wait(&mut self, time: Duration) {
        self.now += time;
        self.state.now = self.now;
    }

    /// Let the deadline come and the files be read, until nothing is settling.
    fn settle(&mut self) -> Vec<Effect> {
        let mut all = Vec::new();
        while let Some(due) = self
            .state
            .settling
            .values()
            .map(|settling| settling.due)
            .min()
        {
            self.now = self.now.max(due);
            let effects = self.tell(WatchEvent::Time);
            all.extend(self.read(effects));
        }
        all
    }

    fn read(&mut self, effects: Vec<Effect>) -> Vec<Effect> {
        let mut all = Vec::new();
        for effect in effects {
            if let Effect::Read(places) = effect {
                let files = &self.files;
                let contents = places.iter().map(|place| (*place, files[*place].clone()));
                all.extend(self.tell(WatchEvent::Contents(contents.collect())));
            } else {
                all.push(effect);
            }
        }
        all
    }

    /// A save in one event; what came of it.
    fn save(&mut self, place: Place, content: Content) -> Vec<Effect> {
        self.files[place] = content;
        self.tell(WatchEvent::Maybe(vec![place]));
        self.settle()
    }

    /// The current run ends with this verdict on what is in the file.
    pub(in crate::watch) fn judge(&mut self, verdict: Verdict) -> Vec<Effect> {
        let content = self.files[self.state.current].clone();
        self.judge_with(content.clone(), content, Ok(Some(verdict)))
    }

    fn judge_with(
        &mut self,
        before: Content,
        after: Content,
        verdict: Result<Option<Verdict>, String>,
    ) -> Vec<Effect> {
        let run = self.state.run.as_ref().expect("a run is under way").id;
        let outcome = Box::new(Outcome {
            before,
            after,
            verdict,
        });
        self.tell(WatchEvent::Judged { run, outcome })
    }

    pub(in crate::watch) fn pass(&mut self) -> Vec<Effect> {
        self.judge(fixture::pass(NAMES[self.state.current]))
    }

    pub(in crate::watch) fn refuse(&mut self) -> Vec<Effect> {
        self.judge(fixture::refusal(
            NAMES[self.state.current],
            Kind::NotConcurrent,
        ))
    }
}

fn judges(effects: &[Effect]) -> Vec<Place> {
    let place = |effect: &Effect| match effect {
        Effect::Judge { place, .. } => Some(*place),
        _ => None,
    };
    effects.iter().filter_map(place).collect()
}

mod advancing {
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
}

mod saving {
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
}

mod keys {
    use super::*;

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
        });
        let top = |desk: &Desk| match &desk.state.view {
            View::Reader(reader) => reader.window(desk.state.size).1,
            _ => panic!("no reader"),
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
}

mod listing {
    use super::*;

    fn listed(desk: &Desk) -> Vec<Place> {
        match &desk.state.view {
            View::List(list) => desk.state.listed(list),
            view => panic!("no list: {view:?}"),
        }
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
}

#[test]
fn nothing_wakes_an_idle_watch() {
    let mut desk = Desk::started();
    assert!(desk.state.deadline().is_some(), "the clock of the run");
    desk.refuse();
    assert_eq!(desk.state.deadline(), None);
}

#[test]
fn trouble_while_saving_is_shown_until_it_is_over() {
    let mut desk = Desk::started();
    desk.tell(WatchEvent::Saved(Err("no space left".into())));
    desk.press('l');
    assert_eq!(desk.state.unsaved.as_deref(), Some("no space left"));
    desk.tell(WatchEvent::Saved(Ok(())));
    assert_eq!(desk.state.unsaved, None);
}

#[test]
fn trouble_of_the_judge_is_shown_and_the_next_save_tries_again() {
    let mut desk = Desk::started();
    let content = text("shipped");
    desk.judge_with(content.clone(), content, Err("no rustc".into()));
    assert_eq!(desk.state.shown, Shown::Trouble("no rustc".into()));
    assert_eq!(judges(&desk.save(0, text("better"))), [0]);
}
