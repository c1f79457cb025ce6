//! Folders that were handed in, and what is taken out of them.

use super::field::permit;
use rustix::fs::{CWD, FileType, Mode, mknodat};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use workbook::intake::Tree;

/// A folder that was handed in.
pub(crate) struct Submission {
    /// What is odd about it.
    pub(crate) about: &'static str,
    fill: fn(&Path),
    want: Want,
}

/// What must come of it.
#[derive(Debug, PartialEq, Eq)]
enum Want {
    /// The text, and nothing else.
    Taken,
    /// A reason for people.
    Refused,
    /// Nothing was handed in.
    Nothing,
}

const ANSWER: &str = "exercises/answer.rs";
const TEXT: &str = "pub fn answer() -> u64 { 42 }\n";
const SECRET: &str = "what somebody else wrote";

/// All of them.
pub(crate) fn submissions() -> Vec<Submission> {
    let submission = |about, want, fill| Submission { about, fill, want };
    vec![
        submission("a plain file", Want::Taken, |root| {
            write(root, ANSWER, TEXT)
        }),
        submission("no file", Want::Nothing, |root| {
            write(root, "README.md", TEXT)
        }),
        submission("a link to a file of somebody else", Want::Refused, |root| {
            link(root, &root.join("../secret"), ANSWER);
        }),
        submission("a link to a file within", Want::Refused, |root| {
            write(root, "mine.rs", TEXT);
            link(root, Path::new("../mine.rs"), ANSWER);
        }),
        submission("a folder that is a link", Want::Refused, |root| {
            fs::create_dir(root.join("../elsewhere")).unwrap();
            write(&root.join(".."), "elsewhere/answer.rs", SECRET);
            symlink("../elsewhere", root.join("exercises")).unwrap();
        }),
        submission("a link in a circle", Want::Refused, |root| {
            link(root, Path::new("answer.rs"), ANSWER)
        }),
        submission("a link to a file without an end", Want::Refused, |root| {
            link(root, Path::new("/dev/zero"), ANSWER);
        }),
        submission("a link to our own memory", Want::Refused, |root| {
            link(root, Path::new("/proc/self/environ"), ANSWER);
        }),
        submission("a pipe that nobody writes", Want::Refused, |root| {
            fs::create_dir(root.join("exercises")).unwrap();
            mknodat(
                CWD,
                root.join(ANSWER),
                FileType::Fifo,
                Mode::RUSR | Mode::WUSR,
                0,
            )
            .unwrap();
        }),
        submission("a folder in place of the file", Want::Refused, |root| {
            fs::create_dir_all(root.join(ANSWER)).unwrap();
        }),
        submission("a file in place of the folder", Want::Nothing, |root| {
            write(root, "exercises", TEXT)
        }),
        submission("a socket", Want::Refused, |root| {
            fs::create_dir(root.join("exercises")).unwrap();
            std::os::unix::net::UnixListener::bind(root.join(ANSWER)).unwrap();
        }),
        submission(
            "a file of a terabyte that takes no room",
            Want::Refused,
            |root| {
                write(root, ANSWER, TEXT);
                fs::File::options()
                    .write(true)
                    .open(root.join(ANSWER))
                    .unwrap()
                    .set_len(1 << 40)
                    .unwrap();
            },
        ),
        submission("bytes that are no text", Want::Refused, |root| {
            write(root, ANSWER, b"\xff\xfe\0p")
        }),
        submission("a workbook with settings of its own", Want::Taken, hijack),
    ]
}

impl Submission {
    /// Hand it in, and say what is not as it must be.
    pub(crate) fn problem(&self) -> Option<String> {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("\u{1b}[2J::error::student");
        fs::create_dir(&root).unwrap();
        fs::write(folder.path().join("secret"), SECRET).unwrap();
        (self.fill)(&root);
        let taken = Tree::open(&root).and_then(|tree| tree.take(Path::new(ANSWER)));
        let (came, text) = match taken {
            Ok(Some(text)) => (Want::Taken, String::from_utf8_lossy(&text).into_owned()),
            Ok(None) => (Want::Nothing, String::new()),
            Err(refused) => (Want::Refused, refused.why().to_owned()),
        };
        if came == self.want && !text.contains(SECRET) && (came != Want::Taken || text == TEXT) {
            return None;
        }
        Some(format!(
            "{}: {came:?}, expected {:?}: {text}",
            self.about, self.want
        ))
    }
}

/// Everything by which a folder chooses the compiler and what it does.
fn hijack(root: &Path) {
    let evil = root.join("evil/bin/rustc");
    let mark = root.join("../evil-ran");
    let script = format!("#!/bin/sh\ntouch {}\n", mark.display());
    write(root, "evil/bin/rustc", &script);
    permit(&evil, 0o755);
    write(
        root,
        "rust-toolchain.toml",
        "[toolchain]\npath = \"evil\"\n",
    );
    write(
        root,
        ".cargo/config.toml",
        "[build]\nrustc-wrapper = \"evil/bin/rustc\"\n",
    );
    write(
        root,
        "build.rs",
        "fn main() { std::fs::write(\"../evil-ran\", \"\").unwrap() }\n",
    );
    write(
        root,
        "Cargo.toml",
        "[package]\nname = \"x\"\nbuild = \"build.rs\"\n",
    );
    write(
        root,
        "info.toml",
        "[[exercises]]\nname = \"answer\"\ntest = false\n",
    );
    write(
        root,
        "checker/hidden/answer.rs",
        "proof::main!(it_is_42);\nfn it_is_42() {}\n",
    );
    write(root, ".workbook/state.json", "{\"answer\":\"done\"}");
    write(root, ANSWER, TEXT);
}

fn write(root: &Path, name: &str, text: impl AsRef<[u8]>) {
    let path = root.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn link(root: &Path, to: &Path, name: &str) {
    let path = root.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    symlink(to, path).unwrap();
}
