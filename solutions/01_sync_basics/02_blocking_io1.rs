// The shop's log is long and grows every day. A program that reads all of it
// before it looks at the first line needs as much memory as the log is long; a
// program that reads a piece, deals with it and forgets it needs the same little
// memory for any log. Each read blocks: the thread waits until the piece is
// there.
//
// https://doc.rust-lang.org/std/io/trait.BufRead.html
// (offline: `rustup doc std::io::BufRead`)

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

/// Count the lines of the log at `path` that begin with `ERROR`, whatever comes after
/// these five letters.
///
/// A last line without a line end is a line too. The log is UTF-8 text, and no
/// line is longer than 200 bytes. Use less than 256 KiB of memory at any moment,
/// however long the log is.
///
/// # Errors
///
/// When the log cannot be opened, or a read fails, that error is returned.
pub fn count_errors(path: &Path) -> io::Result<usize> {
    // A `BufReader` asks the system for a few KiB at a time, whatever is left of
    // the file. Without it, each line would cost many small reads.
    let mut log = BufReader::new(File::open(path)?);
    let mut errors = 0;
    // One buffer serves for all lines: it grows to the longest, and no further.
    let mut line = String::new();
    // Zero bytes are the end of the file. A last line without `\n` has some.
    while log.read_line(&mut line)? > 0 {
        if line.starts_with("ERROR") {
            errors += 1;
        }
        // `read_line` appends. Without this, the buffer would end up as the log.
        line.clear();
    }
    Ok(errors)
}

fn main() -> io::Result<()> {
    let path = std::env::temp_dir().join("shop-today.log");
    std::fs::write(&path, "INFO open\nERROR no tea\nINFO closed\n")?;
    println!("Errors today: {}.", count_errors(&path)?);
    Ok(())
}

// These tests look at the count. A hidden test counts a log of 2 MiB, and
// watches the memory.
#[cfg(test)]
mod tests {
    use super::*;

    fn count(name: &str, log: &str) -> usize {
        let path = std::env::temp_dir().join(format!("shop-{name}-{}.log", std::process::id()));
        std::fs::write(&path, log).unwrap();
        let count = count_errors(&path).unwrap();
        std::fs::remove_file(&path).unwrap();
        count
    }

    #[test]
    fn only_lines_that_begin_with_the_word_count() {
        assert_eq!(count("word", "ERROR a\nINFO no ERROR\nERROR b\n"), 2);
    }

    #[test]
    fn the_last_line_needs_no_line_end() {
        assert_eq!(count("last", "INFO a\nERROR b"), 1);
    }

    #[test]
    fn a_log_that_does_not_exist_is_an_error() {
        let error = count_errors(Path::new("no/such/log")).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::NotFound);
    }
}
