//! A stand-in for the crate `test`, to which the compiler links what `#[test]`
//! expands to. The real one prints its results where an answer can print too;
//! this one reports them to the checker (see `report::message`), so a set with
//! tests of its own is judged by evidence as well.
//!
//! No dependencies: the checker compiles this file with one call of `rustc`.

// Whoever links this gets the crates of the exercises from there.
#[cfg(kit)]
extern crate kit as _;

use std::any::Any;
use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::{AsFd, AsRawFd};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::{ExitCode, Termination};
use std::sync::{Mutex, PoisonError};

/// The name of a test.
pub use TestName::StaticTestName;
/// What a test runs.
pub use TestFn::StaticTestFn;

/// As the compiler writes it.
pub enum TestName {
    /// The only form that `#[test]` expands to.
    StaticTestName(&'static str),
}

/// As the compiler writes it.
pub enum TestFn {
    /// The only form that `#[test]` expands to.
    StaticTestFn(fn() -> Result<(), String>),
}

/// As the compiler writes it.
pub enum ShouldPanic {
    /// It must return.
    No,
    /// It must panic.
    Yes,
    /// It must panic with a message that contains this.
    YesWithMessage(&'static str),
}

/// As the compiler writes it.
pub enum TestType {
    /// In the crate itself.
    UnitTest,
    /// In a crate of its own.
    IntegrationTest,
    /// Not known.
    Unknown,
}

/// As the compiler writes it.
pub struct TestDesc {
    pub name: TestName,
    pub ignore: bool,
    pub ignore_message: Option<&'static str>,
    pub source_file: &'static str,
    pub start_line: usize,
    pub start_col: usize,
    pub end_line: usize,
    pub end_col: usize,
    pub should_panic: ShouldPanic,
    pub compile_fail: bool,
    pub no_run: bool,
    pub test_type: TestType,
}

/// As the compiler writes it.
pub struct TestDescAndFn {
    pub desc: TestDesc,
    pub testfn: TestFn,
}

impl TestDescAndFn {
    fn name(&self) -> &'static str {
        let StaticTestName(name) = self.desc.name;
        name
    }
}

/// What a test function's value means.
pub fn assert_test_result<T: Termination>(value: T) -> Result<(), String> {
    let code = value.report();
    if code == ExitCode::SUCCESS { Ok(()) } else { Err("the test returned an error".to_owned()) }
}

/// What the compiler calls from `main`.
pub fn test_main_static(tests: &[&TestDescAndFn]) {
    let Some(mut socket) = take_stdin() else { leave(2) };
    let control = read_line(&mut socket).unwrap_or_default();
    let mut words = control.splitn(5, ' ');
    let (Some(protocol), Some(token), Some(_seed), Some(_seal)) =
        (words.next(), words.next(), words.next(), words.next())
    else {
        eprintln!("this binary is run by `workbook`");
        leave(2);
    };
    let channel = Channel { token: token.to_owned(), socket: Mutex::new(socket) };
    if protocol != "workbook/3" {
        channel.say(r#"{"say":"speaks","protocol":3}"#);
        leave(2);
    }
    match words.next().filter(|name| !name.is_empty()) {
        None => channel.list(tests),
        Some(wanted) => {
            if let Some(test) = tests.iter().find(|test| test.name() == wanted) {
                run(test, &channel);
            }
        }
    }
    let _ = std::io::stdout().flush();
    leave(0);
}

/// The socket that is our standard input; `/dev/null` is left in its place, so
/// that no test reads what the checker says.
fn take_stdin() -> Option<File> {
    let socket = std::io::stdin().as_fd().try_clone_to_owned().ok()?;
    let nothing = File::open("/dev/null").ok()?;
    // SAFETY: both are open, and the second is standard input, whose owner lives
    // as long as the process.
    let moved = unsafe { dup2(nothing.as_raw_fd(), 0) };
    (moved == 0).then(|| File::from(socket))
}

/// Byte by byte: what comes after the line is for later.
fn read_line(socket: &mut File) -> Option<String> {
    const LONGEST: usize = 16 * 1024;
    let (mut line, mut byte) = (Vec::new(), [0]);
    while line.len() < LONGEST && socket.read_exact(&mut byte).is_ok() {
        if byte[0] == b'\n' {
            return String::from_utf8(line).ok();
        }
        line.push(byte[0]);
    }
    None
}

/// Nothing that a test has set up for the end of the process runs.
fn leave(code: i32) -> ! {
    // SAFETY: it does not return.
    unsafe { _exit(code) }
}

unsafe extern "C" {
    fn dup2(from: i32, to: i32) -> i32;
    fn _exit(code: i32) -> !;
}

/// The first panic: where it happened and what it said.
static PANIC: Mutex<Option<(String, String, u32, u32)>> = Mutex::new(None);

fn run(test: &TestDescAndFn, channel: &Channel) {
    channel.say(r#"{"say":"started"}"#);
    if test.desc.ignore {
        channel.say(r#"{"say":"finished","outcome":"ignored"}"#);
        return;
    }
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map(|at| (at.file().to_owned(), at.line(), at.column()));
        let (file, line, column) = place.unwrap_or_default();
        let mut first = PANIC.lock().unwrap_or_else(PoisonError::into_inner);
        first.get_or_insert((message(info.payload()), file, line, column));
    }));
    let StaticTestFn(function) = test.testfn;
    let outcome = catch_unwind(AssertUnwindSafe(function));
    let wrong = match (outcome, &test.desc.should_panic) {
        (Ok(Ok(())), ShouldPanic::No) | (Err(_), ShouldPanic::Yes) => None,
        (Ok(Err(error)), _) => Some(error),
        (Err(payload), ShouldPanic::No) => Some(message(&*payload)),
        (Ok(Ok(())), _) => Some("the test was to panic and did not".to_owned()),
        (Err(payload), ShouldPanic::YesWithMessage(want)) => {
            let said = message(&*payload);
            (!said.contains(want)).then(|| format!("the panic said `{said}`, not `{want}`"))
        }
    };
    if let Some(wrong) = &wrong {
        channel.refuse(test.name(), wrong);
    }
    let outcome = if wrong.is_none() { "passed" } else { "failed" };
    channel.say(&format!(r#"{{"say":"finished","outcome":"{outcome}"}}"#));
    if wrong.is_none() {
        channel.confirm();
    }
}

fn message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_else(|| "no message".to_owned())
}

/// Where the report goes: the socket that was our standard input.
struct Channel {
    token: String,
    socket: Mutex<File>,
}

impl Channel {
    /// Repeat the key that the checker sends when it has heard of a pass.
    fn confirm(&self) {
        let mut socket = self.socket.lock().unwrap_or_else(PoisonError::into_inner);
        let line = read_line(&mut socket).unwrap_or_default();
        drop(socket);
        if let Some(key) = line.strip_prefix("key ") {
            self.say(&format!(r#"{{"say":"confirmed","key":{}}}"#, quoted(key)));
        }
    }

    fn say(&self, json: &str) {
        let line = format!("{} {json}\n", self.token);
        let _ = self.socket.lock().unwrap_or_else(PoisonError::into_inner).write_all(line.as_bytes());
    }

    fn list(&self, tests: &[&TestDescAndFn]) {
        let names: Vec<String> = tests.iter().map(|test| quoted(test.name())).collect();
        self.say(&format!(r#"{{"say":"tests","names":[{}]}}"#, names.join(",")));
    }

    fn refuse(&self, test: &str, wrong: &str) {
        let panic = PANIC.lock().unwrap_or_else(PoisonError::into_inner).take();
        let location = panic.map_or("null".to_owned(), |(_, file, line, column)| {
            format!(r#"{{"file":{},"line":{line},"column":{column}}}"#, quoted(&file))
        });
        self.say(&format!(
            r#"{{"say":"finding","kind":"wrong-result","observed":{},"meaning":{},"look_at":{},"location":{location}}}"#,
            quoted(wrong.trim_end()),
            quoted(&format!("the test `{test}` in the exercise's own file does not pass")),
            quoted("read the test: what does it call, and what does it expect?"),
        ));
    }
}

/// A JSON string.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if (c as u32) < 0x20 => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
