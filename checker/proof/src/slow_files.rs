//! Files that take as long as a test wants: named pipes, whose other ends it has.
//!
//! Who opens one waits in the system until there is another end, and who reads waits
//! there until something is written. No runtime can be told of either, so a thread has
//! to wait. The other ends are served by the task of the test: an answer that blocks the
//! thread of the runtime waits for itself.
//!
//! Time is real here: every wait has a patience that only wrong answers use up.

use crate::Work;
use crate::held;
use crate::refusal::{finding, refuse};
use crate::trouble::none_left;
use instrument::{Call, Journal};
use lab::ms;
use report::{Count, Kind};
use std::io;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::io::AsyncWriteExt;
use tokio::net::unix::pipe::{OpenOptions, Sender};
use tokio::time::{sleep, timeout};

/// Shorter than that of [`crate::real_time`], which knows less of what was missing.
const PATIENCE: Duration = ms(2_500);

/// For so long, no other file may be opened. An answer that opens one later is not
/// caught; none is caught that does not.
const QUIET: Duration = ms(60);

/// Files that somebody else opens and reads: `file 1`, `file 2`, … Each is drawn from
/// the moment when it is opened to its end.
///
/// ```
/// # use proof::{SlowFiles, equal, real_time};
/// # mod exercise {
/// #     use std::{io, path::PathBuf};
/// #     pub async fn read(path: PathBuf) -> io::Result<String> {
/// #         tokio::fs::read_to_string(path).await
/// #     }
/// # }
/// real_time(async || {
///     let mut files = SlowFiles::new(1);
///     let reading = exercise::read(files.path(1));
///     let (text, ()) = tokio::join!(reading, async {
///         files.open_are(&[1], 1).await;
///         files.are_read(&[1], "tea").await;
///     });
///     equal("the text", text.ok().as_deref(), Some("tea"));
/// });
/// ```
#[derive(Debug)]
pub struct SlowFiles {
    folder: PathBuf,
    files: Vec<SlowFile>,
    work: Work,
}

#[derive(Debug)]
struct SlowFile {
    path: PathBuf,
    state: State,
}

#[derive(Debug)]
enum State {
    Closed,
    Open(Sender, Call),
    Ended,
}

impl SlowFiles {
    /// So many files that nobody has opened, in the folder of this run.
    #[must_use]
    pub fn new(count: usize) -> Self {
        static FOLDERS: AtomicUsize = AtomicUsize::new(1);
        let name = format!(
            "slow-{}-{}",
            std::process::id(),
            FOLDERS.fetch_add(1, Ordering::Relaxed)
        );
        let folder = std::env::temp_dir().join(name);
        let make = || {
            have(std::fs::create_dir(&folder));
            let file = |number| SlowFile::new(folder.join(format!("file {number}")));
            (1..=count).map(file).collect()
        };
        Self {
            files: held::excused(make),
            folder,
            work: Work::new(),
        }
    }

    /// Where file `number` is; the first one is 1.
    #[must_use]
    pub fn path(&self, number: usize) -> PathBuf {
        self.files[number - 1].path.clone()
    }

    /// Where they are.
    #[must_use]
    pub fn paths(&self) -> Vec<PathBuf> {
        self.files.iter().map(|file| file.path.clone()).collect()
    }

    /// These files are opened, and no other ones for a moment. `most` may be open.
    ///
    /// The answer has to be polled meanwhile, by a `join!` or as a task.
    pub async fn open_are(&mut self, want: &[usize], most: usize) {
        let begun = Instant::now();
        let (mut complete, mut strange) = (None, None);
        loop {
            self.look();
            let open = self.open();
            too_many(&open, most);
            if let Some(other) = open.iter().find(|file| !want.contains(file)) {
                // Where there are too many, the others come in this time.
                let since: Instant = *strange.get_or_insert_with(Instant::now);
                if since.elapsed() >= QUIET {
                    out_of_order(*other, want);
                }
                sleep(ms(2)).await;
                continue;
            }
            if open.len() == want.len() {
                let since: Instant = *complete.get_or_insert_with(Instant::now);
                if since.elapsed() >= QUIET {
                    return;
                }
            } else if begun.elapsed() >= PATIENCE {
                too_few(&open, want);
            }
            sleep(ms(2)).await;
        }
    }

    /// Nothing else is opened for a moment.
    pub async fn none_is_opened(&mut self, meaning: &str) {
        let (before, begun) = (self.opened(), Instant::now());
        while begun.elapsed() < QUIET {
            sleep(ms(2)).await;
            self.look();
            let count = self.opened() - before;
            if count > 0 {
                refuse(finding(
                    Kind::Leaks,
                    format!("{} opened after that", Count(count, "file")),
                    meaning,
                    "who goes on, and who could stop it?",
                ));
            }
        }
    }

    /// These files, which are open, hold `text`, and that is all of it.
    pub async fn are_read(&mut self, numbers: &[usize], text: &str) {
        for number in numbers {
            self.says(*number, text.as_bytes()).await;
            self.ends(*number);
        }
    }

    /// The next bytes of file `number`, which is open. Who reads no more is left alone.
    pub async fn says(&mut self, number: usize, bytes: &[u8]) {
        if let State::Open(sender, _) = &mut self.files[number - 1].state
            && timeout(PATIENCE, sender.write_all(bytes)).await.is_err()
        {
            refuse(finding(
                Kind::Hangs,
                format!("file {number} is open, and nobody reads it"),
                "what is written does not come to an end",
                "which part of the file is read, and which is not?",
            ));
        }
    }

    /// There is no more in file `number`, which is open.
    pub fn ends(&mut self, number: usize) {
        let state = &mut self.files[number - 1].state;
        if let State::Open(_, call) = std::mem::replace(state, State::Ended) {
            call.finish();
        }
    }

    /// See which files were opened.
    fn look(&mut self) {
        held::excused(|| self.try_all());
    }

    fn try_all(&mut self) {
        for (number, file) in self.files.iter_mut().enumerate() {
            if matches!(file.state, State::Closed)
                // Goes well when somebody reads, or waits for us to come.
                && let Ok(sender) = OpenOptions::new().open_sender(&file.path)
            {
                let call = self.work.begin(&format!("file {}", number + 1));
                file.state = State::Open(sender, call);
            }
        }
    }

    fn open(&self) -> Vec<usize> {
        let files = self.files.iter().enumerate();
        let open = files.filter(|(_, file)| matches!(file.state, State::Open(..)));
        open.map(|(number, _)| number + 1).collect()
    }

    fn opened(&self) -> usize {
        let opened = |file: &&SlowFile| !matches!(file.state, State::Closed);
        self.files.iter().filter(opened).count()
    }
}

impl Deref for SlowFiles {
    type Target = Journal;

    fn deref(&self) -> &Journal {
        &self.work
    }
}

impl Drop for SlowFiles {
    fn drop(&mut self) {
        // The folder of the run is removed with all that is in it.
        let _ = held::excused(|| std::fs::remove_dir_all(&self.folder));
    }
}

impl SlowFile {
    fn new(path: PathBuf) -> Self {
        have(make_pipe(&path));
        Self {
            path,
            state: State::Closed,
        }
    }
}

#[cfg(not(target_vendor = "apple"))]
fn make_pipe(path: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, Mode, mkfifoat};
    Ok(mkfifoat(CWD, path, Mode::RUSR | Mode::WUSR)?)
}

/// The library has no such call there.
#[cfg(target_vendor = "apple")]
fn make_pipe(path: &Path) -> io::Result<()> {
    let status = std::process::Command::new("mkfifo").arg(path).status()?;
    match status.success() {
        true => Ok(()),
        false => Err(io::Error::other(status.to_string())),
    }
}

fn have<T>(made: io::Result<T>) -> T {
    made.unwrap_or_else(|error| none_left("named pipe", &error))
}

fn too_many(open: &[usize], most: usize) {
    if open.len() > most {
        refuse(finding(
            Kind::TooConcurrent,
            format!("open at once: {}; the limit is {most}", list(open)),
            "nothing holds back the files beyond the limit",
            "when is a file opened, and what has to be over before that?",
        ));
    }
}

fn out_of_order(other: usize, want: &[usize]) -> ! {
    refuse(finding(
        Kind::WrongResult,
        format!("file {other} was opened, expected: {}", list(want)),
        "files are opened in another order than the exercise asks for",
        "which file comes next when there is room for one?",
    ))
}

fn too_few(open: &[usize], want: &[usize]) -> ! {
    let kind = match open {
        [] => Kind::NotStarted,
        _ => Kind::NotConcurrent,
    };
    refuse(finding(
        kind,
        format!("open at once: {}; expected {}", list(open), list(want)),
        "files that could be open wait for others to be read",
        "what is opened only after something else was awaited?",
    ))
}

/// `file 1, file 2`
fn list(numbers: &[usize]) -> String {
    match numbers {
        [] => "none".to_owned(),
        numbers => {
            let names = numbers.iter().map(|number| format!("file {number}"));
            names.collect::<Vec<_>>().join(", ")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::{accepts, refuses};
    use crate::{equal, real_time};
    use futures::future::join_all;

    /// The texts of files that somebody reads while `script` is followed.
    fn read(numbers: &[usize], script: impl AsyncFnOnce(&mut SlowFiles)) {
        real_time(async || {
            let mut files = SlowFiles::new(3);
            let reads = numbers.iter().map(|number| files.path(*number));
            let reads = join_all(reads.map(tokio::fs::read_to_string));
            let (texts, ()) = tokio::join!(reads, script(&mut files));
            let texts: Vec<String> = texts.into_iter().flatten().collect();
            equal("the texts", texts, vec!["tea"; numbers.len()]);
            equal(
                "the files that were read",
                files.calls().len(),
                numbers.len(),
            );
        });
    }

    #[test]
    fn files_are_open_until_they_end() {
        accepts(|| {
            read(&[1, 2, 3], async |files| {
                files.open_are(&[1, 2, 3], 3).await;
                files.are_read(&[2], "tea").await;
                files.open_are(&[1, 3], 2).await;
                files.says(3, b"te").await;
                files.none_is_opened("…").await;
                files.says(3, b"a").await;
                files.ends(3);
                files.are_read(&[1], "tea").await;
                files.open_are(&[], 0).await;
            });
        });
    }

    #[test]
    fn too_many_or_too_few_or_other_files_are_refused() {
        let opens = |numbers: &'static [usize], want: &'static [usize], most: usize| {
            read(numbers, async |files| files.open_are(want, most).await);
        };
        let words = "open at once: file 1, file 2; the limit is 1";
        refuses(Kind::TooConcurrent, words, || opens(&[1, 2], &[1, 2], 1));
        let words = "open at once: file 1; expected file 1, file 2";
        refuses(Kind::NotConcurrent, words, || opens(&[1], &[1, 2], 2));
        refuses(Kind::NotStarted, "open at once: none", || {
            opens(&[], &[1], 2);
        });
        refuses(Kind::WrongResult, "file 3 was opened", || {
            opens(&[3], &[1], 2);
        });
    }

    #[test]
    fn a_file_that_is_opened_after_the_end_is_refused() {
        refuses(Kind::Leaks, "1 file opened after that", || {
            read(&[1], async |files| files.none_is_opened("…").await);
        });
    }
}
