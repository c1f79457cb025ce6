// accepted: callers are tasks of a `LocalSet`, which run only if they are woken

use futures::FutureExt;
use futures::future::LocalBoxFuture;
use std::any::Any;
use std::cell::RefCell;
use std::panic::AssertUnwindSafe;
use std::pin::pin;
use std::rc::Rc;
use std::sync::Arc;
use tokio::sync::oneshot;
use tokio::task::{JoinHandle, LocalSet, yield_now};
use tokio::time::Instant;

/// Room inside of a limiter. Whoever drops it leaves.
pub type Room = Box<dyn Any>;

/// Lets a few callers in at a time.
pub trait Limiter {
    /// Waits until there is room, and goes in.
    fn enter(&self) -> LocalBoxFuture<'_, Room>;
}

/// Those inside, in the order in which they came in.
type Inside = Rc<RefCell<Vec<u32>>>;

/// A limiter, and callers that are tasks.
struct World {
    limiter: Rc<dyn Limiter>,
    inside: Inside,
    next: u32,
    /// Dropping one lets its caller leave.
    tasks: Vec<(u32, Option<oneshot::Sender<()>>, JoinHandle<()>)>,
}

impl World {
    fn new(limiter: Box<dyn Limiter>) -> Self {
        Self {
            limiter: Rc::from(limiter),
            inside: Rc::default(),
            next: 0,
            tasks: Vec::new(),
        }
    }

    /// One more comes, and gets this number.
    async fn comes(&mut self) -> u32 {
        self.next += 1;
        let (me, limiter, inside) = (self.next, self.limiter.clone(), self.inside.clone());
        let (leave, left) = oneshot::channel::<()>();
        let task = tokio::task::spawn_local(async move {
            let room = limiter.enter().await;
            inside.borrow_mut().push(me);
            let _ = left.await;
            inside.borrow_mut().retain(|other| *other != me);
            drop(room);
        });
        self.tasks.push((me, Some(leave), task));
        rest().await;
        me
    }

    /// It leaves if it is inside.
    fn leaves(&mut self, who: u32) {
        let task = self.tasks.iter_mut().find(|task| task.0 == who);
        task.expect("it is there").1 = None;
    }

    /// It is dropped, wherever it is.
    fn is_dropped(&mut self, who: u32) {
        let task = self.tasks.iter().find(|task| task.0 == who);
        task.expect("it is there").2.abort();
        self.inside.borrow_mut().retain(|other| *other != who);
    }

    async fn expect(&self, moment: &str, wanted: &[u32]) -> Result<(), String> {
        rest().await;
        let mut inside = self.inside.borrow().clone();
        inside.sort_unstable();
        if inside == wanted {
            return Ok(());
        }
        Err(format!(
            "{moment}: {inside:?} are inside instead of {wanted:?}"
        ))
    }
}

impl Drop for World {
    fn drop(&mut self) {
        self.tasks.iter().for_each(|task| task.2.abort());
    }
}

/// Everything that can go on goes on.
async fn rest() {
    for _ in 0..50 {
        yield_now().await;
    }
}

fn numbers(range: std::ops::RangeInclusive<u32>) -> Vec<u32> {
    range.collect()
}

async fn in_turn(limiter: Box<dyn Limiter>, room: u32) -> Result<(), String> {
    let mut world = World::new(limiter);
    for came in 1..=room + 4 {
        world.comes().await;
        world
            .expect("they come", &numbers(1..=came.min(room)))
            .await?;
    }
    for gone in 1..=room + 4 {
        world.leaves(gone);
        let last = (gone + room).min(room + 4);
        world
            .expect("they leave", &numbers(gone + 1..=last))
            .await?;
    }
    for came in 1..=room + 1 {
        world.comes().await;
        let last = room + 4 + came.min(room);
        world
            .expect("they come again", &numbers(room + 5..=last))
            .await?;
    }
    Ok(())
}

/// One leaves, and before anybody else can run, somebody comes and polls at once, again and
/// again.
async fn pushing_in(limiter: Box<dyn Limiter>, room: u32) -> Result<(), String> {
    let mut world = World::new(limiter);
    let limiter = Rc::clone(&world.limiter);
    let mut rooms = Vec::new();
    for _ in 0..room {
        rooms.push(
            soon(limiter.enter())
                .await
                .ok_or("there is room, but none is let in")?,
        );
    }
    let waits = world.comes().await;
    world.expect("no room", &[]).await?;
    drop(rooms.pop());
    let mut pushes = pin!(limiter.enter());
    if futures::poll!(pushes.as_mut()).is_ready() {
        return Err("who comes later is let in before".to_owned());
    }
    world.expect("one has left", &[waits]).await?;
    if futures::poll!(pushes.as_mut()).is_ready() {
        return Err("more are inside than there is room for".to_owned());
    }
    world.leaves(waits);
    world.expect("the next one has left", &[]).await?;
    soon(pushes)
        .await
        .map(drop)
        .ok_or("the last one is not let in".to_owned())
}

/// What is ready without time passing.
async fn soon<F: Future>(future: F) -> Option<F::Output> {
    let mut future = pin!(future);
    for _ in 0..50 {
        if let std::task::Poll::Ready(output) = futures::poll!(future.as_mut()) {
            return Some(output);
        }
        yield_now().await;
    }
    None
}

/// Who waits at `at` behind those inside gives up; then all leave, one by one.
async fn giving_up(limiter: Box<dyn Limiter>, room: u32, at: u32) -> Result<(), String> {
    let mut world = World::new(limiter);
    for _ in 0..room + 3 {
        world.comes().await;
    }
    world.is_dropped(room + 1 + at);
    let mut there = numbers(1..=room + 3);
    there.retain(|who| *who != room + 1 + at);
    while !there.is_empty() {
        let first = there.len().min(room as usize);
        world.expect("one gave up", &there[..first]).await?;
        world.leaves(there.remove(0));
    }
    for came in 1..=room + 1 {
        world.comes().await;
        let last = room + 3 + came.min(room);
        world
            .expect("they come again", &numbers(room + 4..=last))
            .await?;
    }
    Ok(())
}

/// By hand: one is woken, and dropped before it is polled.
async fn turn_and_gone(limiter: Box<dyn Limiter>, room: u32) -> Result<(), String> {
    let mut world = World::new(limiter);
    let limiter = Rc::clone(&world.limiter);
    let mut rooms = Vec::new();
    for _ in 0..room {
        rooms.push(
            soon(limiter.enter())
                .await
                .ok_or("there is room, but none is let in")?,
        );
    }
    let mut first = Box::pin(limiter.enter());
    if soon(first.as_mut()).await.is_some() {
        return Err("more are inside than there is room for".to_owned());
    }
    let second = world.comes().await;
    drop(rooms.pop());
    rest().await;
    drop(first);
    world.expect("the turn is passed on", &[second]).await?;
    let mut third = Box::pin(limiter.enter());
    if soon(third.as_mut()).await.is_some() {
        return Err("more are inside than there is room for".to_owned());
    }
    world.leaves(second);
    rest().await;
    drop(third);
    rooms.push(soon(limiter.enter()).await.ok_or("a place is lost")?);
    match soon(limiter.enter()).await {
        Some(_) => Err("there is more room than before".to_owned()),
        None => Ok(()),
    }
}

/// One is polled in vain, and keeps its turn. The next one keeps its own.
async fn in_vain(limiter: Box<dyn Limiter>, room: u32) -> Result<(), String> {
    let mut world = World::new(limiter);
    let limiter = Rc::clone(&world.limiter);
    let mut rooms = Vec::new();
    for _ in 0..room {
        rooms.push(
            soon(limiter.enter())
                .await
                .ok_or("there is room, but none is let in")?,
        );
    }
    let mut first = Box::pin(limiter.enter());
    for _ in 0..2 {
        if soon(first.as_mut()).await.is_some() {
            return Err("more are inside than there is room for".to_owned());
        }
        drop(limiter.enter());
        world.comes().await;
    }
    drop(rooms.pop());
    world.expect("it is not their turn", &[]).await?;
    rooms.push(
        soon(first)
            .await
            .ok_or("who was polled in vain is not let in")?,
    );
    world.expect("there is no more room", &[]).await?;
    drop(rooms);
    world
        .expect("all have left", &numbers(1..=room.min(2)))
        .await
}

/// Two leave before anybody else can run.
async fn two_leave(limiter: Box<dyn Limiter>) -> Result<(), String> {
    let mut world = World::new(limiter);
    for _ in 0..5 {
        world.comes().await;
    }
    world.leaves(1);
    world.leaves(2);
    world.expect("two have left", &[3, 4]).await
}

/// Tests limiters.
pub async fn check(make: &dyn Fn(usize) -> Box<dyn Limiter>) -> Result<(), String> {
    let start = Instant::now();
    let all = async {
        for room in [1, 2, 3] {
            let new = || make(room as usize);
            in_turn(new(), room).await?;
            pushing_in(new(), room).await?;
            for at in 0..3 {
                giving_up(new(), room, at).await?;
            }
            turn_and_gone(new(), room).await?;
            in_vain(new(), room).await?;
        }
        two_leave(make(2)).await?;
        Ok::<(), String>(())
    };
    let local = LocalSet::new();
    let tested = AssertUnwindSafe(local.run_until(all)).catch_unwind().await;
    tested.unwrap_or_else(|_| Err("it panics".to_owned()))?;
    match start.elapsed().is_zero() {
        true => Ok(()),
        false => Err("time has passed".to_owned()),
    }
}

fn main() {}
