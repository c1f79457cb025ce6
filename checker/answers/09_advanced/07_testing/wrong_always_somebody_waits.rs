// refused: wrong-result — behind the one that gives up in its turn somebody always waits

use futures::FutureExt;
use futures::future::LocalBoxFuture;
use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use tokio::task::yield_now;
use tokio::time::Instant;

/// Room inside of a limiter. Whoever drops it leaves.
pub type Room = Box<dyn Any>;

/// Lets a few callers in at a time.
pub trait Limiter {
    /// Waits until there is room, and goes in.
    fn enter(&self) -> LocalBoxFuture<'_, Room>;
}

/// So often everybody who was woken is polled, and everything else may run.
const ROUNDS: usize = 20;

struct Flag(AtomicBool);

impl Wake for Flag {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::SeqCst);
    }
}

/// Somebody who waits, or is inside.
struct Caller<'a> {
    future: Option<LocalBoxFuture<'a, Room>>,
    room: Option<Room>,
    flag: Arc<Flag>,
}

impl<'a> Caller<'a> {
    fn new(limiter: &'a dyn Limiter) -> Self {
        Self {
            future: Some(limiter.enter()),
            room: None,
            flag: Arc::new(Flag(AtomicBool::new(true))),
        }
    }

    /// Each time with another waker.
    fn poll(&mut self) {
        let Some(future) = &mut self.future else {
            return;
        };
        self.flag = Arc::new(Flag(AtomicBool::new(false)));
        let waker = Waker::from(Arc::clone(&self.flag));
        if let Poll::Ready(room) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
            self.room = Some(room);
            self.future = None;
        }
    }

    fn is_woken(&self) -> bool {
        self.flag.0.load(Ordering::SeqCst)
    }
}

/// All that are there, in the order in which they came: the first `room` of them have a right
/// to be inside, and nobody else has.
struct World<'a> {
    limiter: &'a dyn Limiter,
    room: usize,
    there: Vec<Caller<'a>>,
}

impl World<'_> {
    fn nobody_else_is_inside(&self) -> Result<(), String> {
        let others = self.there.iter().skip(self.room);
        match others.filter(|caller| caller.room.is_some()).count() {
            0 => Ok(()),
            n => Err(format!("{n} are inside whose turn it is not")),
        }
    }

    async fn settle(&mut self) -> Result<(), String> {
        for _ in 0..ROUNDS {
            // The youngest first: whoever can push in does so.
            for at in (0..self.there.len()).rev() {
                if self.there[at].is_woken() {
                    self.there[at].poll();
                    self.nobody_else_is_inside()?;
                }
            }
            yield_now().await;
        }
        let mut first = self.there.iter().take(self.room);
        match first.all(|caller| caller.room.is_some()) {
            true => Ok(()),
            false => Err("somebody is not let in whose turn it is".to_owned()),
        }
    }

    async fn step(&mut self, step: char) -> Result<(), String> {
        match step {
            // One comes, and is polled once.
            'c' => {
                let mut caller = Caller::new(self.limiter);
                caller.poll();
                self.there.push(caller);
            }
            // One asks and goes before it is polled.
            'n' => drop(self.limiter.enter()),
            // The one that came first leaves.
            'i' if self.there[0].room.is_none() => {}
            'i' => drop(self.there.remove(0)),
            // The last one of those inside leaves, or the one whose turn has come.
            't' => drop(self.there.remove(self.room - 1)),
            // Somebody who waits gives up.
            '0'..='2' => {
                let at = self.room + (step as usize - '0' as usize);
                drop(self.there.remove(at));
            }
            // The first of those who wait is polled in vain.
            'p' => self.there[self.room].poll(),
            // Everything else may run.
            'w' => {
                for _ in 0..ROUNDS {
                    yield_now().await;
                }
            }
            _ => self.settle().await?,
        }
        self.nobody_else_is_inside()
    }
}

/// What happens once all the room is taken.
const SCRIPTS: &[&str] = &[
    "c.c.c.i.i.i.c.",
    "c.c.c.t.t.i.i.",
    "c.c.c.p.p.i.p.t.i.",
    "i.c.c.i.",
    "c.ic.c.i.i.i.",
    "c.c.iwc.c.i.i.i.",
    "c.c.c.0.i.c.i.i.i.",
    "c.c.c.1.i.c.i.i.i.",
    "c.c.c.2.i.c.i.i.i.",
    "c.0.c.i.i.c.",
    "c.c.iwt.c.i.i.c.",
    "c.c.c.iiw.i.c.",
    "c.c.c.ii.c.i.",
    "n.c.n.c.i.i.n.c.",
];

async fn play(make: &dyn Fn(usize) -> Box<dyn Limiter>) -> Result<(), String> {
    let start = Instant::now();
    for room in 1..=3 {
        for script in SCRIPTS {
            let limiter = make(room);
            let mut world = World {
                limiter: &*limiter,
                room,
                there: Vec::new(),
            };
            let fill = "c.".repeat(room);
            for step in fill.chars().chain(script.chars()) {
                let done = world.step(step).await;
                done.map_err(|error| format!("room for {room}, {script}: {error}"))?;
            }
            // All leave, and as many may come again, but no more.
            while world.there.pop().is_some() {}
            for step in fill.chars().chain("c.".chars()) {
                let done = world.step(step).await;
                done.map_err(|error| format!("room for {room}, after {script}: {error}"))?;
            }
        }
    }
    match start.elapsed().is_zero() {
        true => Ok(()),
        false => Err("time has passed".to_owned()),
    }
}

/// Tests limiters.
pub async fn check(make: &dyn Fn(usize) -> Box<dyn Limiter>) -> Result<(), String> {
    let played = AssertUnwindSafe(play(make)).catch_unwind().await;
    played.unwrap_or_else(|_| Err("it panics".to_owned()))
}

fn main() {}
