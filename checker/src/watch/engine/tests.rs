//! The whole loop, with real files and a real thread, a fake judge and a fake
//! terminal.

use crate::watch::engine::Engine;
use crate::watch::files::Files;
use crate::watch::fixture::{self, Book, FakeActions, FakeJudge, FakeProgress};
use crate::watch::keys::Key;
use crate::watch::screen::{Painter, Screen};
use crate::watch::state::{Slot, State};
use crate::watch::terminal::Tty;
use crate::watch::watch_event::{Size, WatchEvent};
use crate::watch::worker::Worker;
use crate::watch::{Advance, FileNews, History, Options, content::Content};
use std::collections::VecDeque;
use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// A limit on failure only.
const PATIENCE: Duration = Duration::from_secs(30);
const SIZE: Size = Size {
    columns: 80,
    rows: 24,
};

/// Sends what a terminal would show, after each frame.
struct FakeTty {
    terminal: vt100::Parser,
    frames: Sender<String>,
    broken: bool,
}

impl Tty for FakeTty {
    fn size(&self) -> Size {
        SIZE
    }

    fn write(&mut self, bytes: &str, _screen: Screen) -> io::Result<()> {
        if self.broken {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        self.terminal.process(bytes.as_bytes());
        let _ = self.frames.send(self.terminal.screen().contents());
        Ok(())
    }

    fn suspend(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn retake(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct Watching {
    dir: tempfile::TempDir,
    events: Sender<WatchEvent>,
    frames: Receiver<String>,
    book: Arc<Mutex<Book>>,
    ended: JoinHandle<io::Result<u8>>,
}

impl Watching {
    fn started() -> Self {
        Self::with(Book::default(), false)
    }

    fn with(book: Book, broken: bool) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().to_owned();
        let book = Arc::new(Mutex::new(book));
        let (frame_sender, frames) = channel();
        let (events, receiver) = channel();
        let (sender, notebook) = (events.clone(), FakeProgress(book.clone()));
        let course = fixture::course_at(&root);
        let ended = thread::spawn(move || {
            let judge = Arc::new(FakeJudge {
                course: course.clone(),
            });
            let mut files = Files::watch(&course, FileNews::Events, sender.clone());
            let contents = course
                .exercises
                .iter()
                .map(|e| Content::read(&course.exercise_path(e)));
            let slots = contents.map(|content| Slot::new(false, content)).collect();
            let state = State::new(course.clone(), slots, 0, Advance::Ask, SIZE, Instant::now());
            let engine = Engine {
                state,
                tty: FakeTty {
                    terminal: fixture::terminal(24, 80),
                    frames: frame_sender,
                    broken,
                },
                painter: Painter::default(),
                worker: Worker::start(course.clone(), judge, sender).unwrap(),
                progress: Box::new(notebook),
                actions: Box::new(FakeActions { course }),
                options: Options {
                    advance: Advance::Ask,
                    news: FileNews::Events,
                    history: History::OwnScreen,
                    colors: false,
                    unicode: true,
                },
                watch_again: Box::new(move || files.watch_again()),
                queue: VecDeque::new(),
                words: None,
                way_back: None,
            };
            engine.run(&receiver)
        });
        Self {
            dir,
            events,
            frames,
            book,
            ended,
        }
    }

    fn save(&self, name: &str, text: &str) {
        let path: PathBuf = self.dir.path().join("exercises/03_async").join(name);
        std::fs::write(path, text).unwrap();
    }

    fn press(&self, key: char) {
        self.events.send(WatchEvent::Key(Key::Char(key))).unwrap();
    }

    #[track_caller]
    fn shows(&self, text: &str) -> String {
        let until = Instant::now() + PATIENCE;
        let mut last = String::new();
        loop {
            match self
                .frames
                .recv_timeout(until.saturating_duration_since(Instant::now()))
            {
                Ok(frame) if frame.contains(text) => return frame,
                Ok(frame) => last = frame,
                Err(error) => panic!("{error} before `{text}`; the last frame:\n{last}"),
            }
        }
    }

    #[track_caller]
    fn quits_with(self, want: u8) -> Arc<Mutex<Book>> {
        self.press('q');
        let code = self.ended.join().expect("the loop does not panic");
        assert_eq!(code.expect("the terminal works"), want);
        self.book
    }
}

#[test]
fn a_learner_saves_is_told_passes_and_goes_on() {
    let watching = Watching::started();
    watching.shows("not concurrent `spawn`");
    watching.press('h');
    watching.shows("hint 1/3");
    watching.save("01_spawn.rs", "right");
    let frame = watching.shows("passed `spawn`");
    assert!(
        frame.contains("Next: `join`") && frame.contains("1/4"),
        "{frame}"
    );
    watching.press('n');
    watching.shows("not concurrent `join`");
    let book = watching.quits_with(0);
    let book = book.lock().unwrap();
    assert_eq!(book.current, "join");
    assert!(book.done.contains("spawn") && book.saves > 0);
}

#[test]
fn a_save_during_a_run_is_judged_and_keys_work_meanwhile() {
    let watching = Watching::started();
    watching.shows("not concurrent `spawn`");
    watching.save("01_spawn.rs", "hang");
    watching.shows("Checking spawn");
    watching.press('l');
    watching.shows("Exercises  0/4 done");
    watching.press('q');
    watching.save("01_spawn.rs", "right");
    watching.shows("passed `spawn`");
    watching.save("01_spawn.rs", "hang");
    watching.shows("Checking spawn");
    watching.quits_with(0);
}

#[test]
fn the_file_of_the_next_exercise_is_enough_to_go_on() {
    let watching = Watching::started();
    watching.save("01_spawn.rs", "right");
    watching.shows("passed `spawn`");
    watching.save("02_join.rs", "right");
    watching.shows("passed `join`");
    watching.quits_with(0);
}

#[test]
fn a_file_that_is_deleted_is_reset_by_x() {
    let watching = Watching::started();
    watching.shows("not concurrent `spawn`");
    std::fs::remove_file(watching.dir.path().join("exercises/03_async/01_spawn.rs")).unwrap();
    watching.shows("the file of `spawn` is missing");
    watching.press('x');
    watching.shows("y/n");
    watching.press('y');
    watching.shows("not concurrent `spawn`");
    watching.quits_with(0);
}

#[test]
fn a_full_disk_is_said_and_the_watch_goes_on() {
    let full = Book {
        full_disk: true,
        ..Book::default()
    };
    let watching = Watching::with(full, false);
    watching.save("01_spawn.rs", "right");
    let frame = watching.shows("passed `spawn`");
    assert!(
        frame.contains("progress is not saved: no space left on device"),
        "{frame}"
    );
    watching.book.lock().unwrap().full_disk = false;
    let book = watching.quits_with(0);
    assert!(
        book.lock().unwrap().done.contains("spawn"),
        "kept, and saved at the end"
    );
}

#[test]
fn a_bug_in_the_judge_is_shown_and_the_next_save_is_judged() {
    let watching = Watching::started();
    watching.save("01_spawn.rs", "bug");
    watching.shows("the judge fell over");
    watching.save("01_spawn.rs", "right");
    watching.shows("passed `spawn`");
    watching.quits_with(0);
}

#[test]
fn checking_all_lists_what_does_not_pass() {
    let watching = Watching::started();
    watching.shows("not concurrent `spawn`");
    watching.save("02_join.rs", "right");
    watching.shows("passed `join`");
    watching.press('c');
    let frame = watching.shows("1 of 4 exercises pass");
    assert!(frame.contains("not passed  timeout"), "{frame}");
    watching.quits_with(0);
}

#[test]
fn a_terminal_that_is_gone_ends_the_watch() {
    let watching = Watching::with(Book::default(), true);
    let ended = watching.ended.join().expect("the loop does not panic");
    assert_eq!(ended.unwrap_err().kind(), io::ErrorKind::BrokenPipe);
    let watching = Watching::started();
    watching.events.send(WatchEvent::InputClosed).unwrap();
    assert_eq!(watching.ended.join().unwrap().unwrap(), 0);
}
