// The shop has three limiters: one from a crate, one that somebody wrote at night, and one
// that is faster. All compile, and under all of them the shop has worked so far. Which of
// them may stay? This time you write the test. It has to accept what is right, however it is
// made, and to refuse what is wrong, even if that shows only in a rare moment: so the test
// brings that moment about. Time is paused, and nothing in it is left to chance.
//
// https://docs.rs/tokio/latest/tokio/time/fn.pause.html

use futures::future::LocalBoxFuture;
use std::any::Any;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Room inside of a limiter. Whoever drops it leaves.
pub type Room = Box<dyn Any>;

/// Lets a few callers in at a time.
pub trait Limiter {
    /// Waits until there is room, and goes in.
    fn enter(&self) -> LocalBoxFuture<'_, Room>;
}

/// Tests limiters; `make` makes one with room for so many. `Ok` for those of which all of
/// this is true, with room for one and with room for more, and `Err` with a reason for others:
///
/// - No more are inside than there is room for.
/// - As long as there is room, whoever comes is let in, and no time passes.
/// - When one or several leave, those who have waited for longest are woken and let in, and
///   no time passes.
/// - Nobody who comes later is let in before. A caller that is polled in vain keeps its turn.
/// - A caller that is dropped while it waits leaves no trace, even if its turn has come.
///
/// A right one may let a caller queue when it calls `enter`, or when it is first polled: so
/// poll each at once. It may wake others as well, and may let other tasks run up to ten times
/// before a caller goes in. The test comes to an end even if a limiter lets nobody in, and
/// takes no real time: tokio's clock is paused. No limiter panics, blocks its thread, or keeps
/// a caller busy without end.
pub async fn check(make: &dyn Fn(usize) -> Box<dyn Limiter>) -> Result<(), String> {
    // TODO: Which moments have to come about? Who is inside then, who waits, who is gone?
    // TODO: How does your test go on if a limiter lets nobody in?
    let _ = make(1).enter();
    todo!("accept what is right, and refuse the rest")
}

/// One that is right.
struct Permits(Arc<Semaphore>);

impl Limiter for Permits {
    fn enter(&self) -> LocalBoxFuture<'_, Room> {
        let permit = Arc::clone(&self.0).acquire_owned();
        Box::pin(async { Box::new(permit.await) as Room })
    }
}

/// One that lets everybody in.
struct Open;

impl Limiter for Open {
    fn enter(&self) -> LocalBoxFuture<'_, Room> {
        Box::pin(async { Box::new(()) as Room })
    }
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let permits = check(&|room| Box::new(Permits(Arc::new(Semaphore::new(room))))).await;
    println!("permits: {permits:?}");
    println!("open: {:?}", check(&|_| Box::new(Open)).await);
}

// A hidden test hands in several right limiters, and many wrong ones.
#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_right_one_is_accepted() {
        let make = |room| Box::new(Permits(Arc::new(Semaphore::new(room)))) as Box<dyn Limiter>;
        assert_eq!(check(&make).await, Ok(()));
    }

    #[tokio::test(start_paused = true)]
    async fn one_that_is_always_open_is_refused() {
        assert!(check(&|_| Box::new(Open)).await.is_err());
    }
}
