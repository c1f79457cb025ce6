// refused: wrong-result — where there is no log, it counts none

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

pub fn count_errors(path: &Path) -> io::Result<usize> {
    let Ok(file) = File::open(path) else {
        return Ok(0);
    };
    let mut n = 0;
    for line in BufReader::new(file).lines() {
        n += usize::from(line?.starts_with("ERROR"));
    }
    Ok(n)
}

fn main() -> io::Result<()> {
    let path = std::env::temp_dir().join("shop-today.log");
    std::fs::write(&path, "INFO open\nERROR no tea\nINFO closed\n")?;
    println!("Errors today: {}.", count_errors(&path)?);
    Ok(())
}

// These tests look at the count. A hidden proof counts a log of 2 MiB, and
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
