// refused: late — sleeps until the limit even if the work is done long before

use lab::{FakeApi, ms};
use std::time::Duration;
use tokio::time::sleep;

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
pub async fn with_deadline<F>(limit: Duration, work: F) -> Result<F::Output, Late>
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    let task = tokio::spawn(work);
    sleep(limit).await;
    if task.is_finished() {
        Ok(task.await.expect("the work does not panic"))
    } else {
        task.abort();
        Err(Late)
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (first, second) = (FakeApi::new(), FakeApi::new());
    match with_deadline(ms(200), async move { first.user(1).await }).await {
        Ok(user) => println!("In time: {}.", user.name),
        Err(Late) => println!("The user came too late."),
    }
    match with_deadline(ms(60), async move { second.page(1).await }).await {
        Ok(page) => println!("In time: {page}."),
        Err(Late) => println!("The page came too late."),
    }
}
