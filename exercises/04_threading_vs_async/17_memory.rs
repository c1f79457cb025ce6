// Ten thousand customers have written to the shop, and are answered in the evening. A
// thread for each of them would need ten thousand stacks. A task needs its future, and
// a future has room for everything that is still there across one of its `.await`s.
// A letter is read into a buffer of 16 KiB, and most are a line. What is kept while
// the task sleeps is for you to decide.
//
// https://tokio.rs/tokio/tutorial/spawning#tasks (on the size of anything: `rustup
// doc std::mem::size_of_val`)

use std::time::Duration;
use tokio::task::JoinSet;

/// What a letter is read into.
pub type Buffer = [u8; 16_384];

/// Let `n` customers wait for `rest`, all at the same time and each in a task of its
/// own: `n` tasks in all, and no further thread. The runtime has a single thread.
///
/// The task of customer `i` calls `read(i, &mut buffer)` once, sleeps for `rest` without
/// blocking a thread, and returns the letter. `read` puts the letter at the beginning of
/// the buffer, any bytes behind it, and returns the length of the letter. A letter is
/// text in UTF-8, of at most 100 bytes. While it sleeps, a customer holds less than 2 KiB
/// of memory in all.
pub fn park_many<R>(n: usize, read: R, rest: Duration) -> JoinSet<String>
where
    R: Fn(usize, &mut Buffer) -> usize + Clone + Send + 'static,
{
    // TODO: Start the tasks. What does each of them keep while it sleeps?
    let _ = read;
    todo!("{n} customers wait for {rest:?}")
}

/// Every letter says who wrote it.
fn read_letter(customer: usize, buffer: &mut Buffer) -> usize {
    let letter = format!("Customer {customer} is out of tea.");
    buffer[..letter.len()].copy_from_slice(letter.as_bytes());
    letter.len()
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let customers = park_many(10_000, read_letter, lab::ms(500));
    println!("{} customers wait.", customers.len());
    let letters = customers.join_all().await;
    println!("The last one to wake up: {:?}", letters.last());
}

// These tests look at the letters. A hidden test counts the tasks and the bytes.
#[cfg(test)]
mod tests {
    use super::*;
    use lab::ms;

    fn read(customer: usize, buffer: &mut Buffer) -> usize {
        let letter = format!("{customer} sends love.");
        buffer[..letter.len()].copy_from_slice(letter.as_bytes());
        letter.len()
    }

    #[tokio::test(start_paused = true)]
    async fn every_letter_is_returned() {
        let mut letters = park_many(2, read, ms(50)).join_all().await;
        letters.sort();
        assert_eq!(letters, ["0 sends love.", "1 sends love."]);
    }

    #[tokio::test(start_paused = true)]
    async fn they_wait_together() {
        let begin = tokio::time::Instant::now();
        park_many(100, read, ms(50)).join_all().await;
        assert_eq!(begin.elapsed(), ms(50));
    }
}
