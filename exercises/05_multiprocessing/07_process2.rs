// The price list goes through a program that somebody else wrote. It is a *filter*:
// it reads its standard input and writes its standard output, as `sort` and `gzip`
// do, and it ends when its input ends.
//
// A pipe is a short queue of bytes, on Linux of 64 KiB. Whoever writes into a full
// one waits for the reader; whoever reads from an empty one waits for the writer, as
// long as there is one. Two pipes between two programs are enough for a deadlock.
//
// https://docs.rs/tokio/latest/tokio/process/struct.Child.html

use lab::Worker;
use std::io;
use tokio::process::Command;

/// Start `command`, send it `input` on its standard input, close that, and return
/// all the bytes that it writes to its standard output.
///
/// Nobody knows when the program reads and when it writes, nor how much: it may
/// write before it has read everything. It may also end before it has read
/// everything; that is no error, it had enough. Nor is an exit code that is not 0. An
/// error means that the program could not be started, or its pipes could not be used.
///
/// When it has closed its output, the rest of the input need not be sent. It is up to
/// you whether its end is waited for then. It starts no other programs.
///
/// Other tasks on this thread go on meanwhile, also while a program runs on that has
/// closed its output.
pub async fn filter(mut command: Command, input: Vec<u8>) -> io::Result<Vec<u8>> {
    // TODO: Start the program, with both ends in your hands.
    // TODO: Send the input, and collect what comes.
    todo!()
}

#[tokio::main]
async fn main() -> io::Result<()> {
    // This one writes what it reads, while it reads it.
    let echo = Worker::echoes().command();
    let list = "tea 4\ncups 9\n".repeat(50_000);
    println!("{} bytes are sent", list.len());
    let output = filter(echo.into(), list.into()).await?;
    println!("{} bytes came back", output.len());
    Ok(())
}

// This test sends a few words. A hidden test sends more, and to other programs.
#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_the_program_writes_is_returned() {
        let echo = Worker::echoes().command();
        let output = filter(echo.into(), b"tea and cups".to_vec()).await;
        assert_eq!(output.unwrap(), b"tea and cups");
    }
}
