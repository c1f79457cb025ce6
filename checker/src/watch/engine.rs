//! The loop: waits for events, lets the state decide, does what it wants, draws.

#[cfg(test)]
mod tests;

use crate::verdict::Verdict;
use crate::watch::content::Content;
use crate::watch::effect::Effect;
use crate::watch::repository;
use crate::watch::screen::{self, Painter};
use crate::watch::state::{Shown, State};
use crate::watch::terminal::Tty;
use crate::watch::watch_event::{Place, Signal, Sort, WatchEvent};
use crate::watch::worker::{What, Worker};
use crate::watch::{Actions, KeepsProgress, Look, Options};
use std::collections::VecDeque;
use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

/// How long the judge may take to clean up when the learner leaves.
const FAREWELL: Duration = Duration::from_secs(2);

/// Everything that the loop works with.
pub(super) struct Engine<T> {
    pub(super) state: State,
    pub(super) tty: T,
    pub(super) painter: Painter,
    pub(super) worker: Worker,
    pub(super) progress: Box<dyn KeepsProgress>,
    pub(super) actions: Box<dyn Actions>,
    pub(super) options: Options,
    /// Called when the folder of exercises was replaced.
    pub(super) watch_again: Box<dyn FnMut()>,
    /// Events that are known already.
    pub(super) queue: VecDeque<WatchEvent>,
    /// The words for the verdict on the screen.
    pub(super) words: Option<Words>,
    /// How to get back the file of this exercise, which is missing.
    pub(super) way_back: Option<(Place, String)>,
}

/// A verdict in words, and what they were made from.
pub(super) struct Words {
    verdict: Verdict,
    look: Look,
    text: String,
}

impl<T: Tty> Engine<T> {
    /// Until the learner quits; gives the exit code.
    ///
    /// # Errors
    ///
    /// When the terminal cannot be written to.
    pub(super) fn run(mut self, events: &Receiver<WatchEvent>) -> io::Result<u8> {
        self.queue.push_front(WatchEvent::Started);
        let ended = self.run_until_quit(events);
        let text = self.painter.leave();
        // A terminal that is gone needs nothing back.
        let _ = self.tty.write(&text, self.painter.screen());
        self.worker.stop(FAREWELL);
        ended
    }

    fn run_until_quit(&mut self, events: &Receiver<WatchEvent>) -> io::Result<u8> {
        loop {
            while let Some(event) = self.queue.pop_front().or_else(|| events.try_recv().ok()) {
                for effect in self.state.handle(event, Instant::now()) {
                    if let Effect::Quit(code) = effect {
                        self.save();
                        return Ok(code);
                    }
                    self.perform(effect)?;
                }
            }
            self.draw()?;
            let event = self.wait(events);
            self.queue.push_back(event);
        }
    }

    /// Without a deadline, nothing wakes us but an event.
    fn wait(&self, events: &Receiver<WatchEvent>) -> WatchEvent {
        let Some(deadline) = self.state.deadline() else {
            return events.recv().unwrap_or(WatchEvent::InputClosed);
        };
        let left = deadline.saturating_duration_since(Instant::now());
        match events.recv_timeout(left) {
            Ok(event) => event,
            Err(RecvTimeoutError::Timeout) => WatchEvent::Time,
            Err(RecvTimeoutError::Disconnected) => WatchEvent::InputClosed,
        }
    }

    fn perform(&mut self, effect: Effect) -> io::Result<()> {
        match effect {
            Effect::Read(places) => {
                let contents = places
                    .iter()
                    .map(|place| (*place, self.read(*place)))
                    .collect();
                self.queue.push_back(WatchEvent::Contents(contents));
            }
            Effect::AskGit(place) => {
                let git = repository::look(&self.path(place));
                self.queue.push_back(WatchEvent::Git(git));
            }
            Effect::Judge { run, place } => self.worker.judge(run, What::One(place)),
            Effect::CheckAll { run } => self.worker.judge(run, What::All),
            Effect::Cancel => self.worker.cancel(),
            Effect::Record {
                place,
                passed,
                hash,
            } => {
                let name = self.name(place);
                self.progress.record(&name, passed, &hash);
                let done = self.progress.is_done(&name);
                self.queue.push_back(WatchEvent::Recorded { place, done });
                self.save();
            }
            Effect::SetCurrent(place) => {
                let name = self.name(place);
                self.progress.set_current(&name);
                self.save();
            }
            Effect::HintsSeen { place, layers } => {
                let name = self.name(place);
                self.progress.hints_seen(&name, layers);
                self.save();
            }
            Effect::Open { place, at } => {
                let exercise = &self.state.course.exercises[place];
                let opened = self.actions.open(exercise, at.as_ref());
                self.notice(opened);
            }
            Effect::Reset(place) => self.reset(place),
            Effect::ShowVerdict => self.show_verdict(),
            Effect::ShowLesson(place) => self.show_lesson(place, Sort::Lesson),
            Effect::OfferLesson(place) => self.show_lesson(place, Sort::Meanwhile),
            Effect::ShowDiff(place) => {
                let exercise = &self.state.course.exercises[place];
                let title = format!("{}: your answer and the solution", exercise.name);
                let diff = self.actions.solution_diff(exercise, &self.look());
                self.show_text(title, diff, Sort::Asked);
            }
            Effect::WatchAgain => (self.watch_again)(),
            Effect::Redraw => {
                self.tty.retake()?;
                self.painter.redraw();
            }
            Effect::Suspend => {
                let text = self.painter.leave();
                self.tty.write(&text, self.painter.screen())?;
                self.tty.suspend()?;
                self.queue.push_back(WatchEvent::Resized(self.tty.size()));
                self.queue.push_back(WatchEvent::Signal(Signal::Continue));
            }
            // The loop has looked for it.
            Effect::Quit(_) => {}
        }
        Ok(())
    }

    fn read(&self, place: Place) -> Content {
        Content::read(&self.path(place))
    }

    fn path(&self, place: Place) -> PathBuf {
        let course = &self.state.course;
        course.exercise_path(&course.exercises[place])
    }

    fn name(&self, place: Place) -> String {
        self.state.course.exercises[place].name.to_string()
    }

    fn save(&mut self) {
        let saved = self.progress.save().map_err(|error| format!("{error:#}"));
        self.queue.push_back(WatchEvent::Saved(saved));
    }

    fn reset(&mut self, place: Place) {
        let result = self.actions.reset(&self.state.course.exercises[place]);
        if result.is_ok() {
            let name = self.name(place);
            self.progress.forget(&name);
            self.queue
                .push_back(WatchEvent::Recorded { place, done: false });
            self.save();
        }
        self.notice(result);
    }

    fn notice(&mut self, result: anyhow::Result<String>) {
        let line = result.unwrap_or_else(|error| format!("{error:#}"));
        self.queue.push_back(WatchEvent::Notice(line));
    }

    fn show_verdict(&mut self) {
        let title = format!("{}: the verdict", self.state.exercise().name);
        let words = self.words();
        let text = screen::whole(&self.state, &words, &self.look());
        self.show_text(title, Ok(text), Sort::Asked);
    }

    fn show_lesson(&mut self, place: Place, sort: Sort) {
        let course = &self.state.course;
        let offered = sort == Sort::Meanwhile;
        let Some(lesson) = course.lessons.get(course.exercises[place].lesson) else {
            if !offered {
                self.notice(Ok("this exercise belongs to no lesson".to_owned()));
            }
            return;
        };
        if offered && !course.lesson_readme(lesson).exists() {
            return;
        }
        let title = lesson.title.clone();
        let text = self.actions.lesson(lesson, &self.look());
        self.show_text(title, text, sort);
    }

    fn show_text(&mut self, title: String, text: anyhow::Result<String>, sort: Sort) {
        self.queue.push_back(match text {
            Ok(text) => WatchEvent::Text { title, text, sort },
            Err(error) => WatchEvent::Notice(format!("{error:#}")),
        });
    }

    fn draw(&mut self) -> io::Result<()> {
        let words = self.words();
        let frame = screen::draw(&self.state, &words, &self.look(), self.options.history);
        let bytes = self.painter.paint(frame);
        if bytes.is_empty() {
            return Ok(());
        }
        self.tty.write(&bytes, self.painter.screen())
    }

    fn look(&self) -> Look {
        Look {
            width: self.state.size.width(),
            colors: self.options.colors,
            unicode: self.options.unicode,
        }
    }

    /// How to get back the file that is missing. Git may be asked, so that is done
    /// once for each time that it is missing.
    fn way_back(&mut self) -> String {
        let place = self.state.current;
        if let Some((known, way)) = &self.way_back
            && *known == place
        {
            return way.clone();
        }
        let exercise = self.state.exercise();
        let way = self.actions.way_back(exercise);
        self.way_back = Some((place, way.clone()));
        way
    }

    /// Wording a verdict draws its timeline, so it is done once.
    fn words(&mut self) -> String {
        if let Shown::NoFile(_) = self.state.shown {
            return self.way_back();
        }
        self.way_back = None;
        let Shown::Verdict(verdict) = &self.state.shown else {
            return String::new();
        };
        let look = self.look();
        if let Some(words) = &self.words
            && words.look == look
            && words.verdict == **verdict
        {
            return words.text.clone();
        }
        let text = self.actions.verdict(verdict, self.state.exercise(), &look);
        self.words = Some(Words {
            verdict: (**verdict).clone(),
            look,
            text: text.clone(),
        });
        text
    }
}
