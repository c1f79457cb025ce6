//! `count_errors` reads a log of 2 MiB and never keeps much of it.

use lab::ms;
use proof::prelude::*;
use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

proof::metered_main!(
    a_long_log_is_counted_in_little_memory,
    only_the_beginning_of_a_line_counts,
    the_last_line_needs_no_line_end,
    a_read_that_fails_is_an_error,
);

/// A file in the folder of this run, which is removed with all that is in it.
fn log(text: &str) -> PathBuf {
    let path = std::env::temp_dir().join("shop.log");
    std::fs::write(&path, text).expect("the folder for temporary files has to be writable");
    path
}

/// Day by day: all of it was never in the memory of this test.
fn write_days(path: &Path, day: &str, days: usize) -> io::Result<()> {
    let mut log = BufWriter::new(File::create(path)?);
    for _ in 0..days {
        log.write_all(day.as_bytes())?;
    }
    log.flush()
}

fn count(path: &Path) -> Result<usize, ErrorKind> {
    let count: io::Result<usize> =
        within(ms(1_500), "count_errors", || exercise::count_errors(path));
    count.map_err(|error| error.kind())
}

fn a_long_log_is_counted_in_little_memory() {
    // Lines of several lengths, so that no size of a piece fits them.
    let day = "INFO the shop is open, and the kettle is on\n\
        ERROR there is no green tea left on the shelf behind the counter\n\
        INFO a customer asks what an ERROR is, and what can be done about it\n\
        INFO closed\n";
    let days = (2 << 20) / day.len() + 1;
    let path = log("");
    write_days(&path, day, days).expect("the folder for temporary files has to have room");
    look_at("what is kept of a line that was counted, or of one that is not counted yet?");
    if_it_hangs("the end of the log does not end the loop");
    let counted = metered(|| count(&path));
    proof::note(&format!(
        "the most memory in use: {} KiB",
        counted.peak >> 10
    ));
    counted.peak_below(256 << 10);
    look_at("which lines count, and what becomes of a line that two pieces share?");
    equal("the count", counted.value, Ok(days));
}

fn only_the_beginning_of_a_line_counts() {
    let path = log("ERROR a\nINFO no ERROR\n ERROR\n\nERROR b\nERR\nINFO c\n");
    equal("the count", count(&path), Ok(2));
}

fn the_last_line_needs_no_line_end() {
    equal("the count", count(&log("INFO a\nERROR b")), Ok(1));
}

fn a_read_that_fails_is_an_error() {
    look_at("a read that fails: where does its error go?");
    if_it_hangs("the next read fails like the last one, so the end of the log never comes");
    // A folder: it cannot be read, and on many systems only the read says so.
    let count = count(&std::env::temp_dir());
    holds(
        count.is_err(),
        Kind::WrongResult,
        "a read failed, and the result is a count all the same",
        "nobody learns that a part of the log was not read",
    );
}
