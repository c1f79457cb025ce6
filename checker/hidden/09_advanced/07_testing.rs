//! `check` accepts limiters that are right, however they are made, and refuses all that are not.

// no promise: "Room inside of a limiter." It says what the type is for.
// no promise: "Whoever drops it leaves." It is what limiters do, and not the answer.
// no promise: "Lets a few callers in at a time." It is what limiters do, and not the answer.
// no promise: "Waits until there is room, and goes in." It is what limiters do, and not the answer.

use exercise::{Limiter, Room};
use futures::FutureExt;
use futures::future::{LocalBoxFuture, pending};
use lab::ms;
use proof::prelude::*;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::poll_fn;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Poll, Waker};
use tokio::sync::Semaphore;
use tokio::task::yield_now;
use tokio::time::sleep;

proof::main!(
    right_limiters_are_accepted,
    a_limiter_that_takes_many_polls_is_accepted,
    too_many_inside_are_refused,
    too_few_inside_are_refused,
    whoever_lets_nobody_in_is_refused,
    whoever_wakes_nobody_is_refused,
    time_that_passes_while_there_is_room_is_refused,
    another_order_is_refused,
    callers_that_come_later_must_not_be_first,
    callers_that_are_dropped_must_leave_no_trace,
);

/// `check` on limiters that have this flaw, or none.
async fn checked(flaw: Flaw) -> Result<(), String> {
    exercise::check(&move |room| Box::new(Line::with(room, flaw))).await
}

/// Limiters with this flaw are refused.
async fn is_refused(flaw: Flaw, what: &str) {
    holds(
        checked(flaw).await.is_err(),
        Kind::WrongResult,
        &format!("`check` accepts a limiter {what}"),
        "no moment of the test shows it",
    );
}

fn is_accepted(verdict: Result<(), String>, what: &str) {
    if let Err(reason) = verdict {
        holds(
            false,
            Kind::WrongResult,
            &format!("`check` refuses a right limiter, {what}: {reason:?}"),
            "it asks for more than limiters promise",
        );
    }
}

fn right_limiters_are_accepted() {
    promise("Tests limiters; `make` makes one with room for so many.");
    promise("`Ok` for those of which all of");
    never_blocks("takes no real time");
    look_at("which of your steps depends on how a limiter is made?");
    virtual_time(async |_| {
        let verdict = exercise::check(&|room| Box::new(Permits(Arc::new(Semaphore::new(room)))));
        is_accepted(verdict.await, "made of a semaphore");
        is_accepted(checked(Flaw::None).await, "made of a counter and a queue");
    });
}

fn a_limiter_that_takes_many_polls_is_accepted() {
    promise("It makes no difference how often a caller is polled until it is let in.");
    look_at("how does the test know that a caller waits, and will not be let in?");
    virtual_time(async |_| {
        is_accepted(
            checked(Flaw::Yields).await,
            "whose callers wake themselves some times first",
        );
    });
}

fn too_many_inside_are_refused() {
    promise("No more are inside than there is room for.");
    look_at("when it is full: who tries to get in, and with how much room?");
    virtual_time(async |_| {
        is_refused(Flaw::Open, "that lets everybody in").await;
        is_refused(
            Flaw::OneMore,
            "that lets in one more than there is room for",
        )
        .await;
        is_refused(
            Flaw::OneIsTwo,
            "that lets in two where there is room for one",
        )
        .await;
    });
}

fn too_few_inside_are_refused() {
    promise("As long as there is room, whoever comes is let in");
    promise("with room for one and with room for more");
    look_at(
        "how many are inside before you try whether it is full, and who comes when all have left?",
    );
    virtual_time(async |_| {
        is_refused(
            Flaw::OneLess,
            "that lets in one less, where there is room for several",
        )
        .await;
        is_refused(Flaw::OneAtATime, "that lets in one at a time").await;
        is_refused(
            Flaw::OnlyOnce,
            "that nobody can leave: room that was taken once is gone",
        )
        .await;
    });
}

fn whoever_wakes_nobody_is_refused() {
    promise("whoever has waited for longest is woken");
    look_at("who polls the caller that waits, when somebody else has left?");
    virtual_time(async |_| {
        is_refused(Flaw::WakesNobody, "that wakes nobody when somebody leaves").await;
    });
}

fn whoever_lets_nobody_in_is_refused() {
    promise("The test comes to\nan end whatever a limiter does");
    look_at("what does the test do if a caller is never let in?");
    virtual_time(async |_| {
        is_refused(Flaw::Closed, "that lets nobody in").await;
    });
}

fn time_that_passes_while_there_is_room_is_refused() {
    promise("and no time passes");
    look_at("what does tokio's clock say before and after a caller is let in?");
    virtual_time(async |_| {
        is_refused(
            Flaw::Slow,
            "whose callers sleep for 10 ms before they go in",
        )
        .await;
        is_refused(
            Flaw::LooksAtTimes,
            "whose callers look every 10 ms whether somebody has left",
        )
        .await;
    });
}

fn another_order_is_refused() {
    promise(
        "When one leaves, whoever has waited for longest is woken and let in, and no time passes.",
    );
    look_at("several wait: who is let in first?");
    virtual_time(async |_| {
        is_refused(Flaw::LastFirst, "that lets in first who came last").await;
    });
}

fn callers_that_come_later_must_not_be_first() {
    promise("Nobody who comes later is let in before.");
    look_at("one has left, and somebody new comes before the one whose turn it is is polled again");
    virtual_time(async |_| {
        is_refused(
            Flaw::Barging,
            "that lets in who happens to come when somebody has left",
        )
        .await;
    });
}

fn callers_that_are_dropped_must_leave_no_trace() {
    promise("A caller that is dropped while it waits leaves no trace, even if its turn has come.");
    look_at("who gives up when: before its turn, or after it has come and before it is polled?");
    virtual_time(async |_| {
        is_refused(
            Flaw::KeepsDropped,
            "that keeps the place of a caller that is gone",
        )
        .await;
        is_refused(
            Flaw::LosesTurn,
            "that loses the turn of a caller that is gone",
        )
        .await;
    });
}

struct Permits(Arc<Semaphore>);

impl Limiter for Permits {
    fn enter(&self) -> LocalBoxFuture<'_, Room> {
        let permit = Arc::clone(&self.0).acquire_owned();
        async { Box::new(permit.await) as Room }.boxed_local()
    }
}

/// What is wrong with a limiter.
#[derive(Clone, Copy, PartialEq)]
enum Flaw {
    None,
    /// None either.
    Yields,
    Open,
    OneMore,
    OneIsTwo,
    OneLess,
    OneAtATime,
    OnlyOnce,
    WakesNobody,
    Closed,
    Slow,
    LooksAtTimes,
    LastFirst,
    Barging,
    KeepsDropped,
    LosesTurn,
}

/// A counter, and a queue of those who wait.
struct Line {
    flaw: Flaw,
    free: Cell<usize>,
    waiting: RefCell<VecDeque<Rc<Caller>>>,
    this: std::rc::Weak<Line>,
}

#[derive(Default)]
struct Caller {
    has_its_turn: Cell<bool>,
    waker: RefCell<Option<Waker>>,
}

/// The limiter that is handed out.
struct Shared(Rc<Line>);

impl Line {
    fn with(room: usize, flaw: Flaw) -> Shared {
        let free = match flaw {
            Flaw::Open => 1_000,
            Flaw::OneMore => room + 1,
            Flaw::OneIsTwo => room.max(2),
            Flaw::OneLess if room > 1 => room - 1,
            Flaw::OneAtATime => 1,
            _ => room,
        };
        Shared(Rc::new_cyclic(|this| Line {
            flaw,
            free: Cell::new(free),
            waiting: RefCell::default(),
            this: this.clone(),
        }))
    }

    fn take(&self) -> bool {
        let free = self.free.get();
        self.free.set(free.saturating_sub(1));
        free > 0
    }

    async fn enter(&self) -> Room {
        match self.flaw {
            Flaw::Closed => pending().await,
            Flaw::Slow => sleep(ms(10)).await,
            Flaw::Yields => {
                for _ in 0..5 {
                    yield_now().await;
                }
            }
            _ => {}
        }
        let nobody_waits = self.waiting.borrow().is_empty() || self.flaw == Flaw::Barging;
        if !(nobody_waits && self.take()) {
            self.wait().await;
        }
        Box::new(Inside(self.this.clone()))
    }

    async fn wait(&self) {
        if self.flaw == Flaw::LooksAtTimes {
            while !self.take() {
                sleep(ms(10)).await;
            }
            return;
        }
        let caller = Rc::new(Caller::default());
        self.waiting.borrow_mut().push_back(Rc::clone(&caller));
        let waits = Waits(self, caller);
        poll_fn(|context| {
            *waits.1.waker.borrow_mut() = Some(context.waker().clone());
            match waits.1.has_its_turn.get()
                || (self.flaw == Flaw::Barging && self.is_first(&waits.1) && self.take())
            {
                true => Poll::Ready(()),
                false => Poll::Pending,
            }
        })
        .await;
        waits.1.has_its_turn.set(false);
    }

    fn is_first(&self, caller: &Rc<Caller>) -> bool {
        let waiting = self.waiting.borrow();
        waiting
            .front()
            .is_some_and(|first| Rc::ptr_eq(first, caller))
    }

    /// Somebody has left, or has no use for its turn.
    fn makes_room(&self) {
        match self.flaw {
            Flaw::OnlyOnce => return,
            Flaw::Barging => {
                self.free.set(self.free.get() + 1);
                let waiting = self.waiting.borrow();
                waiting.iter().for_each(|caller| caller.wakes());
                return;
            }
            _ => {}
        }
        let next = match self.flaw {
            Flaw::LastFirst => self.waiting.borrow_mut().pop_back(),
            _ => self.waiting.borrow_mut().pop_front(),
        };
        match next {
            Some(next) => {
                next.has_its_turn.set(true);
                if self.flaw != Flaw::WakesNobody {
                    next.wakes();
                }
            }
            None => self.free.set(self.free.get() + 1),
        }
    }
}

impl Caller {
    fn wakes(&self) {
        if let Some(waker) = self.waker.borrow_mut().take() {
            waker.wake();
        }
    }
}

/// A caller that waits, until it is dropped.
struct Waits<'a>(&'a Line, Rc<Caller>);

impl Drop for Waits<'_> {
    fn drop(&mut self) {
        if self.1.has_its_turn.get() {
            if self.0.flaw != Flaw::LosesTurn {
                self.0.makes_room();
            }
        } else if self.0.flaw != Flaw::KeepsDropped {
            let mut waiting = self.0.waiting.borrow_mut();
            waiting.retain(|other| !Rc::ptr_eq(other, &self.1));
        }
    }
}

struct Inside(std::rc::Weak<Line>);

impl Drop for Inside {
    fn drop(&mut self) {
        if let Some(line) = self.0.upgrade() {
            line.makes_room();
        }
    }
}

impl Limiter for Shared {
    fn enter(&self) -> LocalBoxFuture<'_, Room> {
        self.0.enter().boxed_local()
    }
}
