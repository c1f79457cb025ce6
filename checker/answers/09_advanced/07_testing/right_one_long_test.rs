// accepted: one scenario that has all moments in it

use futures::future::LocalBoxFuture;
use std::any::Any;

pub type Room = Box<dyn Any>;
pub trait Limiter {
    fn enter(&self) -> LocalBoxFuture<'_, Room>;
}

pub async fn check(make: &dyn Fn(usize) -> Box<dyn Limiter>) -> Result<(), String> {
    for room in [2, 1] {
        let limiter = make(room);
        let mut inside = Vec::new();
        for place in 0..room {
            inside.push(
                at_once(limiter.enter())
                    .await
                    .ok_or(format!("no place {place}"))?,
            );
        }
        let mut line: Vec<_> = (0..6).map(|_| limiter.enter()).collect();
        for caller in &mut line {
            if at_once(caller).await.is_some() {
                return Err("too many".into());
            }
        }
        line.remove(1);
        inside.pop();
        let mut late = limiter.enter();
        if at_once(&mut late).await.is_some() {
            return Err("the last one first".into());
        }
        for caller in line[1..].iter_mut().rev() {
            if at_once(caller).await.is_some() {
                return Err("not its turn".into());
            }
        }
        inside.push(at_once(&mut line[0]).await.ok_or("its turn")?);
        line.remove(0);
        inside.pop();
        line.remove(0);
        inside.push(at_once(&mut line[0]).await.ok_or("the next one")?);
        line.remove(0);
        inside.clear();
        for caller in line.into_iter().chain([late]).take(room) {
            inside.push(at_once(caller).await.ok_or("after all had left")?);
        }
        if at_once(limiter.enter()).await.is_some() {
            return Err("too many in the end".into());
        }
        let mut last = limiter.enter();
        if at_once(&mut last).await.is_some() {
            return Err("too many after all".into());
        }
        drop(inside);
        drop(last);
        let mut again = Vec::new();
        for _ in 0..room {
            again.push(at_once(limiter.enter()).await.ok_or("not empty")?);
        }
        // They leave while nobody waits.
        again.clear();
        for _ in 0..room {
            again.push(at_once(limiter.enter()).await.ok_or("not empty again")?);
        }
        if at_once(limiter.enter()).await.is_some() {
            return Err("too many again".into());
        }
        wakes(make(room), again).await?;
    }
    Ok(())
}

async fn at_once<F: Future<Output = Room>>(caller: F) -> Option<Room> {
    let start = tokio::time::Instant::now();
    let room = tokio::time::timeout(std::time::Duration::from_micros(1_500), caller).await;
    room.ok().filter(|_| start.elapsed().is_zero())
}

async fn wakes(limiter: Box<dyn Limiter>, before: Vec<Room>) -> Result<(), String> {
    let limiter: std::rc::Rc<dyn Limiter> = limiter.into();
    let mut inside = Vec::new();
    for _ in &before {
        inside.push(at_once(limiter.enter()).await.ok_or("not new")?);
    }
    let tasks = tokio::task::LocalSet::new();
    let waits = before.iter().map(|_| {
        let limiter = limiter.clone();
        tasks.spawn_local(async move {
            let room = limiter.enter().await;
            std::mem::forget(room);
        })
    });
    let waits: Vec<_> = waits.collect();
    let woken = tasks.run_until(async {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        drop(inside);
        tokio::time::timeout(
            std::time::Duration::from_millis(5),
            futures::future::join_all(waits),
        )
        .await
        .is_ok()
    });
    woken.await.then_some(()).ok_or("not woken".into())
}

fn main() {}
