//! A file that is there after the program has ended, however it ended.

use instrument::world::Stores;
use std::fmt::{self, Display, Formatter};
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

type OnCall = Arc<dyn Fn(&str) -> io::Result<()> + Send + Sync>;

/// A real file, which is written at its end. All of its calls block, and [`Disk::sync`]
/// may take long. Clones are the same file.
///
/// ```
/// use lab::{Disk, Entry};
///
/// # fn main() -> std::io::Result<()> {
/// # let path = std::env::temp_dir().join(format!("lab-disk-{}", std::process::id()));
/// let disk = Disk::open(&path)?;
/// let entry = Entry::Accepted { id: 7, task: "pack the tea".to_owned() };
/// disk.append(&format!("{entry}\n"))?; // there when this program is killed
/// disk.sync()?;                        // there after a power cut, too
///
/// let bytes = disk.read()?;
/// assert_eq!(bytes, b"accepted 7 pack the tea\n");
/// # std::fs::remove_file(path)
/// # }
/// ```
#[derive(Clone)]
pub struct Disk {
    file: Arc<Mutex<Stored>>,
    on_call: Option<OnCall>,
}

struct Stored {
    file: File,
    /// So many of its bytes survive a power cut.
    durable: u64,
}

impl Disk {
    /// Open the file at `path`, which is made if there is none.
    ///
    /// # Errors
    ///
    /// The system's.
    pub fn open(path: impl AsRef<Path>) -> io::Result<Self> {
        let mut options = OpenOptions::new();
        let file = options.read(true).append(true).create(true).open(path)?;
        let durable = file.metadata()?.len();
        Ok(Self {
            file: Arc::new(Mutex::new(Stored { file, durable })),
            on_call: None,
        })
    }

    /// All that is in the file.
    ///
    /// # Errors
    ///
    /// The system's.
    pub fn read(&self) -> io::Result<Vec<u8>> {
        self.begins("read")?;
        self.read_all()
    }

    fn read_all(&self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let stored = self.lock();
        (&stored.file).seek(SeekFrom::Start(0))?;
        (&stored.file).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Keep the first `length` bytes, and nothing after them, for good.
    ///
    /// # Errors
    ///
    /// The system's.
    pub fn cut(&self, length: u64) -> io::Result<()> {
        self.begins("cut")?;
        let mut stored = self.lock();
        stored.file.set_len(length)?;
        stored.durable = stored.durable.min(length);
        stored.file.sync_data()
    }

    /// Write `text` at the end. Whoever reads the file sees it, also if this program is
    /// killed now; a power cut may take it away.
    ///
    /// # Errors
    ///
    /// The system's.
    pub fn append(&self, text: &str) -> io::Result<()> {
        self.begins("append")?;
        self.lock().file.write_all(text.as_bytes())
    }

    /// Wait until all that was written before is there for good.
    ///
    /// # Errors
    ///
    /// The system's.
    pub fn sync(&self) -> io::Result<()> {
        let length = self.lock().file.metadata()?.len();
        // Others may write meanwhile.
        let file = self.lock().file.try_clone()?;
        self.begins("sync")?;
        file.sync_data()?;
        let mut stored = self.lock();
        stored.durable = stored.durable.max(length);
        Ok(())
    }

    fn begins(&self, call: &str) -> io::Result<()> {
        self.on_call.as_ref().map_or(Ok(()), |work| work(call))
    }

    fn lock(&self) -> MutexGuard<'_, Stored> {
        self.file.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Disk {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Disk").finish_non_exhaustive()
    }
}

impl Stores for Disk {
    fn with_work(mut self, work: impl Fn(&str) -> io::Result<()> + Send + Sync + 'static) -> Self {
        self.on_call = Some(Arc::new(work));
        self
    }

    fn durable(&self) -> io::Result<Vec<u8>> {
        let mut bytes = self.read_all()?;
        let durable = usize::try_from(self.lock().durable).unwrap_or(usize::MAX);
        bytes.truncate(durable);
        Ok(bytes)
    }
}

/// One line in the book of a service that does jobs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// `accepted 7 pack the tea`
    Accepted {
        /// The number of the job.
        id: u64,
        /// What is to be done.
        task: String,
    },
    /// `done 7 it is packed`
    Done {
        /// The number of the job.
        id: u64,
        /// What came of it.
        result: String,
    },
    /// `failed 7 there is no tea`
    Failed {
        /// The number of the job.
        id: u64,
        /// What went wrong.
        why: String,
    },
}

impl Entry {
    /// The entry that is written in `line`, which has no line end; `None` if it is none.
    #[must_use]
    pub fn parse(line: &str) -> Option<Self> {
        let (kind, rest) = line.split_once(' ')?;
        let (id, text) = rest.split_once(' ')?;
        let (id, text) = (id.parse().ok()?, unescaped(text));
        match kind {
            "accepted" => Some(Self::Accepted { id, task: text }),
            "done" => Some(Self::Done { id, result: text }),
            "failed" => Some(Self::Failed { id, why: text }),
            _ => None,
        }
    }
}

/// The line, without a line end: there is none within it, whatever the texts are.
impl Display for Entry {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (kind, id, text) = match self {
            Self::Accepted { id, task } => ("accepted", id, task),
            Self::Done { id, result } => ("done", id, result),
            Self::Failed { id, why } => ("failed", id, why),
        };
        let text = text.replace('\\', "\\\\").replace('\n', "\\n");
        write!(f, "{kind} {id} {text}")
    }
}

fn unescaped(text: &str) -> String {
    let mut chars = text.chars();
    let mut plain = String::new();
    while let Some(char) = chars.next() {
        match char {
            '\\' => match chars.next() {
                Some('n') => plain.push('\n'),
                other => plain.extend(other),
            },
            char => plain.push(char),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_one_line() {
        for text in ["tea", "", " two  words ", "a\nb", "a\\nb\\", "Grüße"] {
            let (id, text) = (7, text.to_owned());
            let entries = [
                Entry::Accepted {
                    id,
                    task: text.clone(),
                },
                Entry::Done {
                    id,
                    result: text.clone(),
                },
                Entry::Failed { id, why: text },
            ];
            for entry in entries {
                let line = entry.to_string();
                assert!(!line.contains('\n'));
                assert_eq!(Entry::parse(&line), Some(entry));
            }
        }
        for line in ["", "accepted", "accepted 7", "accepted x tea", "lost 7 tea"] {
            assert_eq!(Entry::parse(line), None);
        }
    }

    #[test]
    fn what_was_synced_is_durable() -> io::Result<()> {
        let path = std::env::temp_dir().join(format!("lab-durable-{}", std::process::id()));
        std::fs::write(&path, "one\n")?;
        let disk = Disk::open(&path)?;
        disk.append("two\n")?;
        assert_eq!(disk.durable()?, b"one\n");
        disk.sync()?;
        assert_eq!(disk.durable()?, b"one\ntwo\n");
        disk.cut(5)?;
        assert_eq!(disk.durable()?, b"one\nt");
        disk.append("hree\n")?;
        assert_eq!(disk.clone().read()?, b"one\nthree\n");
        let full = disk.with_work(|call| match call {
            "sync" => Err(io::ErrorKind::StorageFull.into()),
            _ => Ok(()),
        });
        assert!(full.append("three\n").is_ok());
        assert!(full.sync().is_err());
        assert_eq!(full.durable()?, b"one\nt");
        std::fs::remove_file(path)
    }

    #[test]
    fn a_call_that_fails_has_done_nothing() -> io::Result<()> {
        let path = std::env::temp_dir().join(format!("lab-failing-{}", std::process::id()));
        std::fs::write(&path, "one\n")?;
        let broken = Disk::open(&path)?.with_work(|_| Err(io::ErrorKind::StorageFull.into()));
        assert!(broken.append("two\n").is_err());
        assert!(broken.cut(0).is_err());
        assert!(broken.read().is_err());
        assert_eq!(broken.durable()?, b"one\n");
        assert_eq!(std::fs::read(&path)?, b"one\n");
        std::fs::remove_file(path)
    }
}
