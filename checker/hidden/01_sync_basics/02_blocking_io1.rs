//! `count_errors` reads logs of up to 2 MiB and never keeps much of them.

use lab::ms;
use proof::prelude::*;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

proof::metered_main!(
    a_long_log_is_counted_in_little_memory,
    a_line_that_two_pieces_share_is_one_line,
    only_the_beginning_of_a_line_counts,
    lines_may_be_short_or_long,
    the_last_line_needs_no_line_end,
    a_log_that_cannot_be_opened_is_an_error,
    a_read_that_fails_is_an_error,
);

/// A file in the folder of this run, which is removed with all that is in it.
fn log(text: &str) -> PathBuf {
    let path = std::env::temp_dir().join("shop.log");
    std::fs::write(&path, text).expect("the folder for temporary files has to be writable");
    path
}

/// The same lines again and again: all of it was never in the memory of this test.
fn long_log(lines: &str, times: usize) -> PathBuf {
    let path = log("");
    let write = || -> io::Result<()> {
        let mut log = BufWriter::new(File::create(&path)?);
        for _ in 0..times {
            log.write_all(lines.as_bytes())?;
        }
        log.flush()
    };
    write().expect("the folder for temporary files has to have room");
    path
}

/// The count, or what kind of error it is.
fn count(path: &Path) -> Result<usize, io::ErrorKind> {
    let count: io::Result<usize> =
        within(ms(3_000), "count_errors", || exercise::count_errors(path));
    count.map_err(|error| error.kind())
}

fn a_long_log_is_counted_in_little_memory() {
    // Lines of several lengths, so that no size of a piece fits them.
    let day = "INFO the shop is open, and the kettle is on\n\
        ERROR there is no green tea left on the shelf behind the counter\n\
        INFO a customer asks what an ERROR is, and what can be done about it\n\
        ERROR no pâté, no crème brûlée\n\
        INFO closed\n";
    if_it_hangs("the end of the log does not end the loop");
    for length in [2 << 20, 1 << 20, 512 << 10, 257 << 10] {
        let days = length / day.len() + 1;
        let path = long_log(day, days);
        promise("Use less than 256 KiB of memory at any moment, however long the log is.");
        let counted = metered(|| count(&path));
        proof::note(&format!(
            "the most memory in use for {} KiB: {} KiB",
            length >> 10,
            counted.peak >> 10
        ));
        counted.peak_below(256 << 10);
        promise("Count the lines of the log at `path` that begin with `ERROR`");
        equal("the count", counted.value, Ok(2 * days));
    }
}

fn a_line_that_two_pieces_share_is_one_line() {
    promise("Count the lines of the log at `path` that begin with `ERROR`");
    look_at("a line that begins in one piece and ends in the next: what becomes of it?");
    // Seven bytes: every piece of 2, 4, 8, … KiB ends in the middle of the word.
    let lines = (512 << 10) / 7;
    equal("the count", count(&long_log("ERRORS\n", lines)), Ok(lines));
}

fn only_the_beginning_of_a_line_counts() {
    promise(
        "Count the lines of the log at `path` that begin with `ERROR`, whatever comes after these five letters.",
    );
    for (line, counts) in [
        ("ERROR a", 1),
        ("ERROR", 1),
        ("ERROR: no tea", 1),
        ("ERRORS", 1),
        ("ERROR\u{e9}", 1),
        ("ERRORERROR", 1),
        ("ERROR after ERROR", 1),
        ("INFO no ERROR", 0),
        (" ERROR", 0),
        ("error", 0),
        ("Error", 0),
        ("ERRO", 0),
    ] {
        let log = log(&format!("INFO open\n{line}\nINFO closed\n"));
        equal(&format!("the count of `{line}`"), count(&log), Ok(counts));
    }
    let first = log("ERROR a\nINFO b\n\nERROR c\n");
    let what = "the count of a log with two errors, one in its first line";
    equal(what, count(&first), Ok(2));
    equal("the count of an empty log", count(&log("")), Ok(0));
}

fn lines_may_be_short_or_long() {
    promise("The log is UTF-8 text, and no line is longer than 200 bytes.");
    // No line is cut in the middle of a letter, and none is too short to be compared.
    let short = "\nE\nER\nERR\nERRO\nBébé\nERROR\n";
    equal("the count of short lines", count(&log(short)), Ok(1));
    let dots = ".".repeat(190);
    let long = format!("INFO {dots}\nERROR{dots}\nERROR{dots}ERR\nERROR\n");
    equal("the count of long lines", count(&log(&long)), Ok(3));
}

fn the_last_line_needs_no_line_end() {
    promise("A last line without a line end is a line too.");
    for (text, want) in [("INFO a\nERROR b", 1), ("ERROR a\nERROR", 2), ("ERROR", 1)] {
        equal(
            &format!("the count of {text:?}"),
            count(&log(text)),
            Ok(want),
        );
    }
}

fn a_log_that_cannot_be_opened_is_an_error() {
    promise("When the log cannot be opened, or a read fails");
    let count = count(Path::new("no/such/log"));
    equal(
        "the count of a log that does not exist",
        count,
        Err(io::ErrorKind::NotFound),
    );
}

fn a_read_that_fails_is_an_error() {
    promise("When the log cannot be opened, or a read fails");
    look_at("a read that fails: where does its error go?");
    if_it_hangs("the next read fails like the last one, so the end of the log never comes");
    // A folder: it cannot be read, and on many systems only the read says so.
    let folder = std::env::temp_dir();
    let read = std::fs::read(&folder).map(|text| text.len());
    let want = read.map_err(|error| error.kind());
    equal("the count of a log that is a folder", count(&folder), want);
}
