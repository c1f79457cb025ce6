//! What somebody tries out: what is chosen, what runs, what is drawn. No I/O.

use crate::command::approach::{APPROACHES, Approach};
use crate::watch::Key;
use report::Spans;
use std::time::Duration;

/// What the jobs do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Work {
    Waiting,
    Computing,
    Both,
}

const WORKS: [Work; 3] = [Work::Waiting, Work::Computing, Work::Both];

impl Work {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Computing => "computing",
            Self::Both => "both",
        }
    }

    /// How long each job waits, and then computes.
    pub(super) fn takes(self) -> (Duration, Duration) {
        let [none, wait, compute] = [0, 300, 150].map(Duration::from_millis);
        match self {
            Self::Waiting => (wait, none),
            Self::Computing => (none, compute),
            Self::Both => (wait, compute),
        }
    }
}

/// What can be run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Choice {
    pub(super) work: Work,
    pub(super) jobs: usize,
    /// Its place in [`APPROACHES`].
    pub(super) approach: usize,
}

/// Two pictures of so many rows fit on a small terminal.
const FEWEST_JOBS: usize = 1;
const MOST_JOBS: usize = 6;

impl Choice {
    pub(super) fn approach(&self) -> Approach {
        APPROACHES[self.approach]
    }

    /// `4 jobs, waiting: threads`
    pub(super) fn title(&self) -> String {
        let jobs = report::Count(self.jobs, "job");
        format!("{jobs}, {}: {}", self.work.name(), self.approach().name)
    }
}

/// What the arrows change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Work,
    Jobs,
    Approach,
}

pub(super) const FIELDS: [Field; 3] = [Field::Work, Field::Jobs, Field::Approach];

/// All that is known.
#[derive(Debug)]
pub(super) struct State {
    pub(super) choice: Choice,
    pub(super) focus: Field,
    /// What runs now, and what it has done so far.
    pub(super) running: Option<(Choice, Spans)>,
    /// What has run, at most two of them, the newest last.
    pub(super) done: Vec<(Choice, Spans)>,
    /// Why the last run came to nothing.
    pub(super) trouble: Option<String>,
}

/// What happened.
#[derive(Debug)]
pub(super) enum Event {
    Key(Key),
    /// What runs has done so much.
    Grown(Spans),
    /// It is over: what it did, nothing if it was stopped, or why it could not be run.
    Ended(Result<Option<Spans>, String>),
}

/// What is to be done about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effect {
    Nothing,
    Run(Choice),
    Stop,
    Quit,
}

impl State {
    pub(super) fn new() -> Self {
        Self {
            choice: Choice {
                work: Work::Waiting,
                jobs: 4,
                approach: 0,
            },
            focus: Field::Approach,
            running: None,
            done: Vec::new(),
            trouble: None,
        }
    }

    pub(super) fn on(&mut self, event: Event) -> Effect {
        match event {
            Event::Key(key) => return self.key(key),
            Event::Grown(spans) => {
                if let Some((_, so_far)) = &mut self.running {
                    *so_far = spans;
                }
            }
            Event::Ended(outcome) => self.ended(outcome),
        }
        Effect::Nothing
    }

    fn key(&mut self, key: Key) -> Effect {
        match key {
            Key::Char('q') | Key::Ctrl('c' | 'd') => return Effect::Quit,
            Key::Esc if self.running.is_some() => return Effect::Stop,
            Key::Esc => return Effect::Quit,
            Key::Enter | Key::Char(' ') if self.running.is_none() => {
                self.trouble = None;
                self.running = Some((self.choice, Spans::default()));
                return Effect::Run(self.choice);
            }
            Key::Up => self.focus = moved(&FIELDS, self.focus, -1),
            Key::Down | Key::Tab => self.focus = moved(&FIELDS, self.focus, 1),
            Key::Left => self.change(-1),
            Key::Right => self.change(1),
            Key::Char('x') => self.done.clear(),
            Key::Enter
            | Key::Char(_)
            | Key::Ctrl(_)
            | Key::Home
            | Key::End
            | Key::PageUp
            | Key::PageDown
            | Key::Backspace => {}
        }
        Effect::Nothing
    }

    fn change(&mut self, by: isize) {
        let choice = &mut self.choice;
        match self.focus {
            Field::Work => choice.work = moved(&WORKS, choice.work, by),
            Field::Jobs => {
                let jobs = choice.jobs.saturating_add_signed(by);
                choice.jobs = jobs.clamp(FEWEST_JOBS, MOST_JOBS);
            }
            Field::Approach => {
                let places: Vec<usize> = (0..APPROACHES.len()).collect();
                choice.approach = moved(&places, choice.approach, by);
            }
        }
    }

    fn ended(&mut self, outcome: Result<Option<Spans>, String>) {
        let Some((choice, _)) = self.running.take() else {
            return;
        };
        match outcome {
            Ok(Some(spans)) => {
                self.done.push((choice, spans));
                let too_many = self.done.len().saturating_sub(2);
                self.done.drain(..too_many);
            }
            Ok(None) => {}
            Err(trouble) => self.trouble = Some(trouble),
        }
    }

    /// What is drawn, with a title each: the last one, and what came or comes after it.
    pub(super) fn pictures(&self) -> Vec<(String, Spans)> {
        let before = match &self.running {
            Some(_) => self.done.len().saturating_sub(1),
            None => 0,
        };
        let shown = self.done[before..].iter().chain(&self.running);
        let titled = shown.map(|(choice, spans)| (choice.title(), spans.clone()));
        titled.collect()
    }
}

/// The neighbour of `from` among `all`, in a circle.
fn moved<T: Copy + PartialEq>(all: &[T], from: T, by: isize) -> T {
    let place = all.iter().position(|one| *one == from).unwrap_or(0);
    let next = (place + all.len()).saturating_add_signed(by) % all.len();
    all[next]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(state: &mut State, keys: &[Key]) -> Effect {
        let effects = keys.iter().map(|key| state.on(Event::Key(*key)));
        effects.last().unwrap()
    }

    fn run(state: &mut State) {
        assert_eq!(press(state, &[Key::Enter]), Effect::Run(state.choice));
        state.on(Event::Ended(Ok(Some(Spans::default()))));
    }

    #[test]
    fn one_thing_is_changed_and_both_pictures_stay() {
        let mut state = State::new();
        run(&mut state);
        press(&mut state, &[Key::Right]);
        run(&mut state);
        let titles = |state: &State| -> Vec<String> {
            state
                .pictures()
                .into_iter()
                .map(|(title, _)| title)
                .collect()
        };
        let want = [
            "4 jobs, waiting: one after another",
            "4 jobs, waiting: threads",
        ];
        assert_eq!(titles(&state), want);
        // While the next one runs, it stands beside the last one.
        press(&mut state, &[Key::Up, Key::Right, Key::Enter]);
        assert_eq!(titles(&state), [want[1], "5 jobs, waiting: threads"]);
        state.on(Event::Ended(Ok(None)));
        assert_eq!(titles(&state), want);
    }

    #[test]
    fn the_values_go_round_and_the_number_of_jobs_ends() {
        let mut state = State::new();
        press(&mut state, &[Key::Left]);
        assert_eq!(state.choice.approach().key, "processes");
        press(&mut state, &[Key::Right]);
        assert_eq!(state.choice.approach().key, "sync");
        press(&mut state, &[Key::Up]);
        press(&mut state, &[Key::Right; 20]);
        assert_eq!(state.choice.jobs, MOST_JOBS);
        press(&mut state, &[Key::Left; 20]);
        assert_eq!(state.choice.jobs, FEWEST_JOBS);
        press(&mut state, &[Key::Up, Key::Left]);
        assert_eq!(state.choice.work, Work::Both);
        assert_eq!(state.choice.title(), "1 job, both: one after another");
    }

    #[test]
    fn only_one_runs_at_a_time_and_esc_stops_it_before_it_quits() {
        let mut state = State::new();
        press(&mut state, &[Key::Enter]);
        assert_eq!(press(&mut state, &[Key::Enter]), Effect::Nothing);
        assert_eq!(press(&mut state, &[Key::Esc]), Effect::Stop);
        state.on(Event::Ended(Err("no memory".to_owned())));
        assert_eq!(state.trouble.as_deref(), Some("no memory"));
        assert!(state.pictures().is_empty());
        assert_eq!(press(&mut state, &[Key::Esc]), Effect::Quit);
    }
}
