// refused: late — runs the work to its end, and then looks at the clock

use lab::{FakeApi, ms};
use std::time::Duration;
use tokio::time::Instant;

/// The work was not done in time.
#[derive(Debug, PartialEq, Eq)]
pub struct Late;

/// Run `work`, for at most `limit`.
///
/// `Ok` with what `work` returns, at the moment it does, if that is before the
/// limit. Otherwise `Err(Late)`, at the limit: `work` is dropped then, and no
/// part of it runs on. (If both happen at the same moment, either is right.)
///
/// Other tasks can go on while this function waits.
pub async fn with_deadline<F: Future>(limit: Duration, work: F) -> Result<F::Output, Late> {
    let start = Instant::now();
    let output = work.await;
    if start.elapsed() > limit {
        Err(Late)
    } else {
        Ok(output)
    }
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
