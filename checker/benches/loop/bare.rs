//! What nobody can beat without doing less: the compiler on two crates, one
//! after the other, and the tests, one after the other.

use report::{Answer, Control, Message, Needs, Order, Outcome, Reply};
use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Write};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use workbook::toolchain::Toolchain;

pub(crate) struct Bare {
    toolchain: Toolchain,
    externs: Vec<String>,
    hidden_externs: Vec<String>,
    kit: PathBuf,
    folder: PathBuf,
    hidden: PathBuf,
    tests: Vec<String>,
}

#[derive(serde::Deserialize)]
struct Kit {
    exercise: BTreeMap<String, PathBuf>,
    hidden: BTreeMap<String, PathBuf>,
    search: PathBuf,
}

#[derive(serde::Deserialize)]
struct Built {
    dependencies: Kit,
}

impl Kit {
    /// The one that was built last, of those with or without what web services need.
    fn newest(workbook: &Path, web: bool) -> Self {
        let cache = workbook::cache_dir::find(workbook).expect("a cache folder");
        let entries = std::fs::read_dir(cache.path.join("deps")).expect("kits");
        let files = entries.flatten().map(|entry| entry.path().join("kit.json"));
        let modified = |path: &PathBuf| path.metadata().and_then(|data| data.modified()).ok();
        let kits = files.filter_map(|path| Some((modified(&path)?, Self::read(&path)?)));
        let kits = kits.filter(|(_, kit)| kit.hidden.contains_key("proof_http") == web);
        let (_, kit) = kits.max_by_key(|(modified, _)| *modified).expect("a kit");
        kit
    }

    fn read(path: &Path) -> Option<Self> {
        let text = std::fs::read_to_string(path).ok()?;
        // A hash of the rest stands in the first line.
        let (_, text) = text.split_once('\n')?;
        let built: Built = serde_json::from_str(text).ok()?;
        Some(built.dependencies.beneath(path.parent()?))
    }

    /// With whole paths, where they are written as those in `folder`.
    fn beneath(mut self, folder: &Path) -> Self {
        let libraries = self.exercise.values_mut().chain(self.hidden.values_mut());
        for path in libraries.chain([&mut self.search]) {
            *path = folder.join(&*path);
        }
        self
    }
}

impl Bare {
    /// The crates that the checker built for `hidden`, and a folder to compile in.
    pub(crate) fn new(workbook: &Path, folder: &Path, hidden: PathBuf) -> Self {
        let source = std::fs::read_to_string(&hidden).expect("a hidden test");
        let kit = Kit::newest(workbook, source.contains("proof_http"));
        let libraries = |map: &BTreeMap<String, PathBuf>| -> Vec<String> {
            let named = map
                .iter()
                .map(|(name, path)| format!("{name}={}", path.display()));
            named
                .flat_map(|library| ["--extern".to_owned(), library])
                .collect()
        };
        let mut externs = libraries(&kit.exercise);
        externs.extend([
            "-L".to_owned(),
            format!("dependency={}", kit.search.display()),
        ]);
        std::fs::create_dir_all(folder).expect("a folder");
        Self {
            toolchain: Toolchain::find(None).expect("a toolchain"),
            externs,
            hidden_externs: libraries(&kit.hidden),
            kit: kit.hidden["kit"].parent().expect("a folder").to_owned(),
            folder: folder.to_owned(),
            hidden,
            tests: workbook::judge::expected_tests(&source).expect("a list of tests"),
        }
    }

    pub(crate) fn verdict(&self, content: &str) -> Duration {
        let source = self.folder.join("exercise.rs");
        std::fs::write(&source, content).expect("a source");
        let started = Instant::now();
        let mut library = self.rustc(&source, "exercise");
        self.finish(library.args(["--crate-type", "rlib", "--emit", "link"]));
        let mut test = self.rustc(&self.hidden, "hidden");
        let exercise = format!(
            "exercise={}",
            self.folder.join("libexercise.rlib").display()
        );
        test.args(&self.hidden_externs)
            .args(["--extern", &exercise, "--crate-type", "bin"]);
        for folder in [&self.kit, &self.toolchain.target_libdir] {
            test.args(["-C", &format!("link-arg=-Wl,-rpath,{}", folder.display())]);
        }
        self.finish(&mut test);
        self.tests.iter().for_each(|name| self.run(name));
        started.elapsed()
    }

    pub(crate) fn type_error(&self, content: &str) -> Duration {
        let source = self.folder.join("wrong.rs");
        std::fs::write(&source, content).expect("a source");
        let started = Instant::now();
        let status = self
            .rustc(&source, "wrong")
            .args(["--crate-type", "rlib", "--emit", "metadata"])
            .stderr(Stdio::null())
            .status()
            .expect("rustc");
        assert!(!status.success(), "the type error was accepted");
        started.elapsed()
    }

    fn rustc(&self, source: &Path, name: &str) -> Command {
        let mut command = Command::new(&self.toolchain.rustc);
        command.arg(source).args([
            "--crate-name",
            name,
            "--edition",
            "2024",
            "-C",
            "debuginfo=0",
        ]);
        let incremental = format!(
            "incremental={}",
            self.folder.join(format!("inc-{name}")).display()
        );
        command
            .args(["-A", "warnings", "-C", &incremental])
            .args(&self.externs);
        command
            .arg("--out-dir")
            .arg(&self.folder)
            .stdin(Stdio::null());
        command
    }

    fn finish(&self, command: &mut Command) {
        assert!(
            command.status().expect("rustc").success(),
            "the bare compiler refused the solution"
        );
    }

    /// One test of a program that is there already, sealed as `watch` seals it or
    /// not at all.
    pub(crate) fn test(&self, sealed: bool) -> Duration {
        let seal = sealed.then(|| Order {
            needs: Needs::default(),
            scratch: self.folder.clone(),
            uid: rustix::process::geteuid().is_root().then_some(61_200),
        });
        let started = Instant::now();
        self.call(&self.tests[0], seal);
        started.elapsed()
    }

    fn run(&self, test: &str) {
        self.call(test, None);
    }

    fn call(&self, test: &str, seal: Option<Order>) {
        let (mut ours, theirs) = UnixStream::pair().expect("a socket");
        let control = Control {
            token: "t".into(),
            seed: 1,
            seal,
            test: Some(test.to_owned()),
        };
        let mut command = Command::new(self.folder.join("hidden"));
        command
            .stdin(Stdio::from(std::os::fd::OwnedFd::from(theirs)))
            .stdout(Stdio::null());
        let mut child = command.spawn().expect("the test starts");
        drop(command);
        writeln!(ours, "{}", control.to_line()).expect("the test listens");
        answer(&ours).expect("the test tells its story");
        assert!(child.wait().expect("a status").success());
    }
}

/// Be the checker until the test has said its last word: it may ask, and after
/// its pass it waits for the key.
fn answer(socket: &UnixStream) -> io::Result<()> {
    let passed = Message::Finished {
        outcome: Outcome::Passed,
    };
    let mut socket = (BufReader::new(socket), socket);
    let mut line = String::new();
    while socket.0.read_line(&mut line)? > 0 {
        let json = line.split_once(' ').map_or("", |(_token, json)| json);
        let message: Message = serde_json::from_str(json)?;
        let reply = if message == passed {
            Some(Reply::Key("k".to_owned()))
        } else if let Message::Ask { number, .. } = message {
            let answer = Answer::Threads(None);
            Some(Reply::Answer { number, answer })
        } else if let Message::Got { number, .. } = message {
            // Whatever it came to: it is not what is measured here.
            Some(Reply::Same { number })
        } else {
            None
        };
        if let Some(reply) = reply {
            writeln!(socket.1, "{}", reply.to_line())?;
        }
        line.clear();
    }
    Ok(())
}
