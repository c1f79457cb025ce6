//! A real pseudo-terminal with the program in it: type keys, read the screen.

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::ffi::OsStr;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Only a failing test waits this long: dependencies may have to be built first.
const PATIENCE: Duration = Duration::from_secs(150);

/// The program in a terminal of its own. Killed when dropped.
pub(crate) struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    shown: Arc<Shown>,
    /// The modes of the terminal before the program changed them.
    modes: String,
}

struct Shown {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    screen: vt100::Parser,
    /// Every byte since the last [`Terminal::mark`].
    since: Vec<u8>,
    closed: bool,
}

impl Shown {
    /// Also after a test has failed while it looked.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Terminal {
    /// Start `program` in `folder`, in a terminal of so many columns and rows.
    /// `environment` has each variable's value, `None` for none.
    pub(crate) fn start(
        program: &Path,
        arguments: &[&str],
        folder: &Path,
        (columns, rows): (u16, u16),
        environment: &[(&str, Option<&OsStr>)],
    ) -> Self {
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system()
            .openpty(size)
            .expect("a pseudo-terminal");
        let modes = modes(&*pair.master);
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.cwd(folder);
        for (name, value) in [
            ("TERM", "xterm-256color"),
            ("LC_ALL", "C.UTF-8"),
            ("TERM_PROGRAM", ""),
        ] {
            command.env(name, value);
        }
        command.env_remove("NO_COLOR");
        command.env_remove("CI");
        for (name, value) in environment {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            }
        }
        let child = pair
            .slave
            .spawn_command(command)
            .expect("the program starts");
        let reader = pair.master.try_clone_reader().expect("a reader");
        let keys = pair.master.take_writer().expect("a writer");
        let state = State {
            screen: vt100::Parser::new(nonzero(rows), nonzero(columns), 0),
            since: Vec::new(),
            closed: false,
        };
        let shown = Arc::new(Shown {
            state: Mutex::new(state),
            changed: Condvar::new(),
        });
        follow(reader, Arc::clone(&shown));
        Self {
            child,
            master: pair.master,
            keys,
            shown,
            modes,
        }
    }

    /// Type.
    pub(crate) fn press(&mut self, keys: &str) {
        self.keys
            .write_all(keys.as_bytes())
            .and_then(|()| self.keys.flush())
            .expect("the terminal takes keys");
    }

    /// Make the terminal another size.
    pub(crate) fn resize(&self, columns: u16, rows: u16) {
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        self.shown
            .lock()
            .screen
            .screen_mut()
            .set_size(nonzero(rows), nonzero(columns));
        self.master.resize(size).expect("a new size");
    }

    /// What the screen shows now.
    pub(crate) fn screen(&self) -> String {
        self.shown.lock().screen.screen().contents()
    }

    /// Forget the bytes seen so far; [`Terminal::wait_for_bytes`] looks at later ones.
    pub(crate) fn mark(&self) {
        self.shown.lock().since.clear();
    }

    /// All that was written since the mark.
    pub(crate) fn written(&self) -> String {
        let state = self.shown.lock();
        String::from_utf8_lossy(&state.since).into_owned()
    }

    /// Wait until the screen shows all of `texts` at once.
    #[track_caller]
    pub(crate) fn wait_for(&self, texts: &[&str]) {
        self.wait(&format!("{texts:?} on the screen"), |state| {
            let contents = state.screen.screen().contents();
            texts.iter().all(|text| contents.contains(text))
        });
    }

    /// Wait until these texts were written one after another since the mark.
    #[track_caller]
    pub(crate) fn wait_for_bytes(&self, texts: &[&str]) {
        self.wait(&format!("{texts:?} one after another"), |state| {
            let written = String::from_utf8_lossy(&state.since);
            let mut rest = written.as_ref();
            texts.iter().all(|text| match rest.split_once(text) {
                Some((_, after)) => {
                    rest = after;
                    true
                }
                None => false,
            })
        });
    }

    /// Wait until what is on the screen fits; `what` says what is waited for.
    #[track_caller]
    pub(crate) fn wait_until(&self, what: &str, fits: impl Fn(&vt100::Screen) -> bool) {
        self.wait(what, |state| fits(state.screen.screen()));
    }

    /// Wait for the end of the program; its exit code.
    #[track_caller]
    pub(crate) fn wait_for_end(&mut self) -> u32 {
        self.wait("the end of the program", |state| state.closed);
        self.child.wait().expect("an exit status").exit_code()
    }

    /// Make sure that the terminal is as the program found it: its modes, the
    /// screen with the history, a cursor that can be seen.
    #[track_caller]
    pub(crate) fn is_as_before(&self) {
        assert_eq!(modes(&*self.master), self.modes);
        let state = self.shown.lock();
        let screen = state.screen.screen();
        assert!(!screen.alternate_screen(), "the other screen is shown");
        assert!(!screen.hide_cursor(), "the cursor is hidden");
    }

    /// Whether keys come one by one and are not shown by the terminal itself.
    pub(crate) fn is_raw(&self) -> bool {
        modes(&*self.master) != self.modes
    }

    /// The program's process id.
    pub(crate) fn pid(&self) -> u32 {
        self.child.process_id().expect("a running program")
    }

    #[track_caller]
    fn wait(&self, what: &str, mut there: impl FnMut(&State) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        let mut state = self.shown.lock();
        while !there(&state) {
            let left = deadline.saturating_duration_since(Instant::now());
            let over = left.is_zero() || state.closed;
            assert!(
                !over,
                "waited for {what}; the screen shows:\n{}",
                state.screen.screen().contents()
            );
            let (changed, _) = self.shown.changed.wait_timeout(state, left).unwrap();
            state = changed;
        }
    }
}

/// The modes of a terminal, such as whether it shows what is typed.
fn modes(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios().expect("a terminal has modes"))
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn nonzero(n: u16) -> NonZeroU16 {
    NonZeroU16::new(n).expect("a terminal with at least one cell")
}

fn follow(mut reader: Box<dyn Read + Send>, shown: Arc<Shown>) {
    std::thread::spawn(move || {
        let mut buffer = [0; 4096];
        loop {
            let read = reader.read(&mut buffer).unwrap_or(0);
            let mut state = shown.lock();
            state.closed = read == 0;
            state.screen.process(&buffer[..read]);
            state.since.extend_from_slice(&buffer[..read]);
            shown.changed.notify_all();
            if read == 0 {
                return;
            }
        }
    });
}
