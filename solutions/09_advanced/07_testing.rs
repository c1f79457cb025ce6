// The shop has three limiters: one from a crate, one that somebody wrote at night, and one
// that is faster. All compile, and under all of them the shop has worked so far. Which of
// them may stay? This time you write the test. It has to accept what is right, however it is
// made, and to refuse what is wrong, even if that shows only in a rare moment: so the test
// brings that moment about. Time is paused, and nothing in it is left to chance.
//
// https://docs.rs/tokio/latest/tokio/time/fn.pause.html

use futures::FutureExt;
use futures::StreamExt;
use futures::future::LocalBoxFuture;
use futures::stream::FuturesUnordered;
use std::any::Any;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::{Instant, sleep, timeout};

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
    for room in [1, 3] {
        fills_up(&*make(room), room).await?;
        goes_by_turns(&*make(room), room).await?;
        forgets_who_gave_up(&*make(room), room).await?;
        wakes_who_waits(&*make(room), room).await?;
    }
    Ok(())
}

/// Who waits is woken, also if several leave at once. A `FuturesUnordered` polls only who was
/// woken: a `timeout` that begins anew would poll it too, and `join!` polls all.
async fn wakes_who_waits(limiter: &dyn Limiter, room: usize) -> Result<(), String> {
    let inside = full(limiter, room).await?;
    let leaves = async {
        sleep(MOMENT).await;
        drop(inside);
        Instant::now()
    };
    let all = FuturesUnordered::from_iter([leaves.boxed_local()]);
    for _ in 0..room {
        let waits = async {
            let _room = timeout(2 * MOMENT, limiter.enter()).await;
            Instant::now()
        };
        all.push(waits.boxed_local());
    }
    let times: Vec<Instant> = all.collect().await;
    match times.iter().all(|time| *time == times[0]) {
        true => Ok(()),
        false => Err("they have left, and somebody who waits is not woken".to_owned()),
    }
}

/// It takes as many as there is room for, and again when they have left.
async fn fills_up(limiter: &dyn Limiter, room: usize) -> Result<(), String> {
    for _ in 0..2 {
        let _inside = full(limiter, room).await?;
        is_kept_out(&mut limiter.enter()).await?;
    }
    Ok(())
}

/// Those who wait are let in by turns, and before any who come later.
async fn goes_by_turns(limiter: &dyn Limiter, room: usize) -> Result<(), String> {
    let mut inside = full(limiter, room).await?;
    let (mut first, mut second) = (limiter.enter(), limiter.enter());
    is_kept_out(&mut first).await?;
    is_kept_out(&mut second).await?;

    inside.pop();
    let mut third = limiter.enter();
    is_kept_out(&mut third).await?;
    is_kept_out(&mut second).await?;
    inside.push(is_let_in(&mut first).await?);

    inside.pop();
    is_let_in(&mut second).await.map(drop)
}

/// Who is dropped while it waits takes nobody's turn: neither before its own has come, nor
/// after that.
async fn forgets_who_gave_up(limiter: &dyn Limiter, room: usize) -> Result<(), String> {
    let mut inside = full(limiter, room).await?;
    let mut waiting = Vec::new();
    for _ in 0..3 {
        let mut caller = limiter.enter();
        is_kept_out(&mut caller).await?;
        waiting.push(caller);
    }
    drop(waiting.remove(0));
    inside.pop();
    // It is its turn now, and it does not know of that yet.
    drop(waiting.remove(0));
    inside.push(is_let_in(&mut waiting[0]).await?);
    let mut last = limiter.enter();
    is_kept_out(&mut last).await?;
    // Nobody waits behind this one.
    inside.clear();
    drop(last);
    let _inside = full(limiter, room).await?;
    is_kept_out(&mut limiter.enter()).await
}

/// All the room there is, taken without any time.
async fn full(limiter: &dyn Limiter, room: usize) -> Result<Vec<Room>, String> {
    let mut inside = Vec::new();
    for _ in 0..room {
        inside.push(is_let_in(&mut limiter.enter()).await?);
    }
    Ok(inside)
}

/// The clock moves only when nobody has anything left to do.
const MOMENT: Duration = Duration::from_millis(1);

async fn is_let_in(caller: &mut LocalBoxFuture<'_, Room>) -> Result<Room, String> {
    let start = Instant::now();
    match timeout(MOMENT, caller).await {
        Ok(room) if start.elapsed() == Duration::ZERO => Ok(room),
        _ => Err("there is room, and who comes next is not let in at once".to_owned()),
    }
}

async fn is_kept_out(caller: &mut LocalBoxFuture<'_, Room>) -> Result<(), String> {
    match timeout(MOMENT, caller).await {
        Ok(_) => Err("somebody is let in who has to wait".to_owned()),
        Err(_) => Ok(()),
    }
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
