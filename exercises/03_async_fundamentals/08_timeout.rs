// A customer waits for an answer, but not for ever: after a while the shop says
// "too late", and work that nobody waits for any more is stopped.
//
// In async Rust, to stop a piece of work is to drop its future: it is never
// polled again, and everything that it holds is freed.
//
// https://docs.rs/tokio/latest/tokio/time/index.html

use lab::{FakeApi, ms};
use std::time::Duration;

/// The work was not done in time.
#[derive(Debug, PartialEq, Eq)]
pub struct Late;

/// Run `work`, for at most `limit`.
///
/// `Ok` with what `work` returns, at the moment it does, if that is before the
/// limit. Otherwise `Err(Late)`, at the limit: `work` is dropped then, and no part
/// of it runs on. (If both happen at the same moment, either is right.)
///
/// The limit counts from the first poll of this function, whatever `work` does
/// meanwhile; it may be zero, and is at most half an hour. (A single poll of `work`
/// takes no time worth counting.) Other tasks can go on while this function waits.
pub async fn with_deadline<F: Future>(limit: Duration, work: F) -> Result<F::Output, Late> {
    // TODO: Give up at `limit`. So far, this waits for as long as it takes.
    let _ = limit;
    Ok(work.await)
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let api = FakeApi::new();
    match with_deadline(ms(200), api.user(1)).await {
        Ok(user) => println!("In time: {}.", user.name),
        Err(Late) => println!("The user came too late."),
    }
    match with_deadline(ms(60), api.page(1)).await {
        Ok(page) => println!("In time: {page}."),
        Err(Late) => println!("The page came too late."),
    }
}

// These tests look at what is returned. A hidden test also looks at how it
// runs: when it returns, and what becomes of the work.
#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn work_in_time_is_ok() {
        let api = FakeApi::empty().with_page(1, "tea", ms(40));
        let page = with_deadline(ms(50), api.page(1)).await;
        assert_eq!(page, Ok("tea".to_owned()));
    }

    #[tokio::test(start_paused = true)]
    async fn work_that_takes_too_long_is_late() {
        let api = FakeApi::empty().with_page(1, "tea", ms(60));
        let page = with_deadline(ms(50), api.page(1)).await;
        assert_eq!(page, Err(Late));
    }
}
