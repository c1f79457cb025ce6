//! `workbook demo` on a terminal: choose the work and how to run it, see it drawn, change
//! one thing, and see both.

use super::growing::Growing;
use super::state::{Choice, Effect, Event, State};
use super::view;
use crate::command::{
    compare::one_with_our_crates,
    context::{Context, Tests},
};
use crate::course::{Course, Exercise};
use crate::exit::{self, Failure};
use crate::judge::Judge;
use crate::process::{Cancel, scoped_thread};
use crate::reporter::Look;
use crate::watch::{Input, Surface};
use report::{Message, Spans};
use std::env;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::thread::{Scope, ScopedJoinHandle};
use std::time::{Duration, Instant};

/// Between two pictures of what runs.
const FRAME: Duration = Duration::from_millis(80);

/// Whether somebody is there who can press keys and see pages.
pub(super) fn is_possible(context: &Context<'_>) -> bool {
    let moves = env::var_os("TERM").is_none_or(|term| term != "dumb");
    context.terminals.stdin && context.terminals.stdout && moves
}

pub(super) fn execute(course: &Arc<Course>, context: &mut Context<'_>) -> anyhow::Result<u8> {
    let exercise = one_with_our_crates(course)?;
    let judge = context.judge(course, Tests::OfOneExercise, [exercise])?;
    let mut state = State::new();
    let ended = std::thread::scope(|scope| {
        let mut surface = Surface::take()?;
        try_out(
            &mut state,
            &judge,
            exercise,
            &mut surface,
            context.look,
            scope,
        )
    })?;
    // The page is gone with the terminal; what was seen last is worth keeping.
    for line in view::pictures(&state, &context.look) {
        context.line(&line)?;
    }
    match ended {
        Input::Terminate => Err(Failure::Terminated.into()),
        Input::Key(_) | Input::Redraw | Input::Nothing => Ok(exit::OK),
    }
}

/// What runs, and how it is stopped and heard.
struct Run<'scope> {
    cancel: Cancel,
    heard: Receiver<Message>,
    growing: Growing,
    thread: ScopedJoinHandle<'scope, anyhow::Result<Option<Spans>>>,
}

/// Until somebody quits; the last that came from the terminal.
fn try_out<'scope>(
    state: &mut State,
    judge: &'scope Judge,
    exercise: &'scope Exercise,
    surface: &mut Surface,
    look: Look,
    scope: &'scope Scope<'scope, '_>,
) -> anyhow::Result<Input> {
    let mut run: Option<Run<'scope>> = None;
    loop {
        let (width, _) = surface.size();
        surface.show(view::lines(state, &Look { width, ..look }))?;
        let input = surface.next(FRAME);
        let effect = match input {
            Input::Key(key) => state.on(Event::Key(key)),
            Input::Terminate => Effect::Quit,
            Input::Redraw | Input::Nothing => Effect::Nothing,
        };
        match effect {
            Effect::Run(choice) => run = Some(Run::start(choice, judge, exercise, look, scope)?),
            Effect::Stop | Effect::Quit => {
                if let Some(run) = &run {
                    run.cancel.cancel();
                }
            }
            Effect::Nothing => {}
        }
        if effect == Effect::Quit {
            return Ok(input);
        }
        run = match run.take() {
            Some(run) => run.follow(state),
            None => None,
        };
    }
}

impl<'scope> Run<'scope> {
    fn start(
        choice: Choice,
        judge: &'scope Judge,
        exercise: &'scope Exercise,
        look: Look,
        scope: &'scope Scope<'scope, '_>,
    ) -> anyhow::Result<Self> {
        let (send, heard) = channel();
        let cancel = Cancel::default();
        let asked = cancel.clone();
        let work = move || draw(choice, judge, exercise, send, &asked);
        Ok(Self {
            cancel,
            heard,
            growing: Growing::new(look, 0),
            thread: scoped_thread(scope, "demo", work)?,
        })
    }

    /// Take in what was heard. Nothing is left of a run that is over.
    fn follow(mut self, state: &mut State) -> Option<Self> {
        let now = Instant::now();
        loop {
            match self.heard.try_recv() {
                Ok(message) => self.growing.hear(message, now),
                Err(TryRecvError::Empty) => {
                    state.on(Event::Grown(self.growing.spans(now)));
                    return Some(self);
                }
                Err(TryRecvError::Disconnected) => break,
            }
        }
        let outcome = match self.thread.join() {
            Ok(outcome) => outcome.map_err(|error| format!("{error:#}")),
            Err(_) => Err("the run panicked".to_owned()),
        };
        state.on(Event::Ended(outcome));
        None
    }
}

/// Compile and run what was chosen.
fn draw(
    choice: Choice,
    judge: &Judge,
    exercise: &Exercise,
    heard: Sender<Message>,
    cancel: &Cancel,
) -> anyhow::Result<Option<Spans>> {
    let approach = choice.approach();
    let (waits, computes) = choice.work.takes();
    let source = approach.picture(choice.jobs, waits, computes);
    match judge.measurement(approach.key, &source, exercise, cancel)? {
        Some(program) => judge.picture(&program, heard, cancel),
        None => Ok(None),
    }
}
