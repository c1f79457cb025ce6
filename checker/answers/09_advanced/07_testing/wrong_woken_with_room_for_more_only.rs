// refused: wrong-result — with room for one nobody waits until they are woken

use futures::FutureExt;
use futures::StreamExt;
use futures::future::LocalBoxFuture;
use futures::stream::FuturesUnordered;
use std::any::Any;
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout};

pub type Room = Box<dyn Any>;

pub trait Limiter {
    fn enter(&self) -> LocalBoxFuture<'_, Room>;
}

pub async fn check(make: &dyn Fn(usize) -> Box<dyn Limiter>) -> Result<(), String> {
    for room in [1, 3] {
        fills_up(&*make(room), room).await?;
        goes_by_turns(&*make(room), room).await?;
        forgets_who_gave_up(&*make(room), room).await?;
        wakes_who_waits(&*make(room), room).await?;
    }
    Ok(())
}

async fn wakes_who_waits(limiter: &dyn Limiter, room: usize) -> Result<(), String> {
    let inside = full(limiter, room).await?;
    let leaves = async {
        sleep(MOMENT).await;
        drop(inside);
        Instant::now()
    };
    let all = FuturesUnordered::from_iter([leaves.boxed_local()]);
    for _ in 1..room {
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

async fn fills_up(limiter: &dyn Limiter, room: usize) -> Result<(), String> {
    for _ in 0..2 {
        let _inside = full(limiter, room).await?;
        is_kept_out(&mut limiter.enter()).await?;
    }
    Ok(())
}

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

async fn full(limiter: &dyn Limiter, room: usize) -> Result<Vec<Room>, String> {
    let mut inside = Vec::new();
    for _ in 0..room {
        inside.push(is_let_in(&mut limiter.enter()).await?);
    }
    Ok(inside)
}

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

fn main() {}
