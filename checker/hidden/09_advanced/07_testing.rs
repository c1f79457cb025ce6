//! `check` accepts limiters that are right, however they are made, and refuses all that are not.

// no promise: "Room inside of a limiter." It says what the type is for.
// no promise: "Whoever drops it leaves." It is what limiters do, and not the answer.
// no promise: "Lets a few callers in at a time." It is what limiters do, and not the answer.
// no promise: "Waits until there is room, and goes in." It is what limiters do, and not the answer.
// no promise: "No limiter panics, blocks its thread, or keeps a caller busy without end." It is what a learner may rely on.

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
use std::task::{Context, Poll, Waker};
use tokio::sync::Semaphore;
use tokio::task::yield_now;
use tokio::time::sleep;

proof::main!(
    right_limiters_are_accepted,
    other_right_limiters_are_accepted,
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

/// Limiters with these flaws are refused.
fn are_refused(flaws: &[(Flaw, &str)]) {
    for &(flaw, what) in flaws {
        virtual_time(async |_| {
            let reason = exercise::check(&Line::made(flaw)).await.err();
            holds(
                reason.is_some(),
                Kind::WrongResult,
                &format!("`check` accepts a limiter {what}"),
                "no moment of the test shows it",
            );
            if reason.is_some_and(|reason| reason.trim().is_empty()) {
                promise("and `Err` with a reason for others");
                holds(
                    false,
                    Kind::WrongResult,
                    &format!("`check` refuses a limiter {what}, and its reason is empty"),
                    "whoever made it does not learn what to mend",
                );
            }
        });
    }
}

/// Right ones are accepted.
fn is_accepted(make: &dyn Fn(usize) -> Box<dyn Limiter>, what: &str) {
    virtual_time(async |_| {
        if let Err(reason) = exercise::check(make).await {
            holds(
                false,
                Kind::WrongResult,
                &format!("`check` refuses a right limiter, {what}: {reason:?}"),
                "it asks for more than limiters promise",
            );
        }
    });
}

fn right_limiters_are_accepted() {
    promise("Tests limiters; `make` makes one with room for so many.");
    promise("`Ok` for those of which all of");
    never_blocks("takes no real time");
    look_at("which of your steps depends on how a limiter is made?");
    is_accepted(
        &|room| Box::new(Permits(Arc::new(Semaphore::new(room)))),
        "made of a semaphore",
    );
    is_accepted(&Line::made(Flaw::None), "made of a counter and a queue");
}

fn other_right_limiters_are_accepted() {
    promise("A right one may let a caller queue when it calls `enter`, or when it is first polled");
    look_at("do you poll a caller as soon as it has called `enter`?");
    is_accepted(
        &Line::made(Flaw::QueuesAtTheCall),
        "in which a caller queues when it calls `enter`",
    );
    promise("It may wake others as well");
    look_at("who is woken, and who is let in?");
    is_accepted(
        &Line::made(Flaw::WakesAll),
        "that wakes all who wait, and lets in the first",
    );
}

fn a_limiter_that_takes_many_polls_is_accepted() {
    promise("may let other tasks run up to ten times\nbefore a caller goes in");
    look_at("how does the test know that a caller waits, and will not be let in?");
    is_accepted(
        &Line::made(Flaw::Yields),
        "whose callers wake themselves some times first",
    );
}

fn too_many_inside_are_refused() {
    promise("No more are inside than there is room for.");
    look_at("when it is full: who tries to get in, and with how much room?");
    are_refused(&[
        (Flaw::Open, "that lets everybody in"),
        (
            Flaw::OneMore,
            "that lets in one more than there is room for",
        ),
        (
            Flaw::OneIsTwo,
            "that lets in two where there is room for one",
        ),
    ]);
    look_at("all have left: how many are let in after that?");
    are_refused(&[(
        Flaw::TwoAfterOne,
        "that, with room for one, lets in two when the one inside has left",
    )]);
}

fn too_few_inside_are_refused() {
    promise("As long as there is room, whoever comes is let in");
    promise("with room for one and with room for more");
    look_at(
        "how many are inside before you try whether it is full, and who comes when all have left?",
    );
    are_refused(&[
        (
            Flaw::OneLess,
            "that lets in one less, where there is room for several",
        ),
        (Flaw::OneAtATime, "that lets in one at a time"),
        (
            Flaw::OnlyOnce,
            "that nobody can leave: room that was taken once is gone",
        ),
        (
            Flaw::LosesUnwaited,
            "that loses the room of who leaves while nobody waits",
        ),
    ]);
}

fn whoever_wakes_nobody_is_refused() {
    promise("those who have waited for longest are woken");
    look_at("who polls the caller that waits, when somebody else has left?");
    are_refused(&[
        (Flaw::WakesNobody, "that wakes nobody when somebody leaves"),
        (
            Flaw::WakesNobodyAlone,
            "that, with room for one, wakes nobody when that one leaves",
        ),
    ]);
    look_at("several wait, and two leave: who of those who wait has run in between?");
    are_refused(&[(
        Flaw::WakesOneOfTwo,
        "that wakes one caller when two leave before anybody has run",
    )]);
}

fn whoever_lets_nobody_in_is_refused() {
    promise("The test comes to an end even if a limiter lets nobody in");
    look_at("what does the test do if a caller is never let in?");
    are_refused(&[(Flaw::Closed, "that lets nobody in")]);
}

fn time_that_passes_while_there_is_room_is_refused() {
    promise("and no time passes");
    look_at("what does tokio's clock say before and after a caller is let in?");
    are_refused(&[
        (Flaw::Slow, "whose callers sleep for 1 ms before they go in"),
        (
            Flaw::LooksAtTimes,
            "whose callers look every millisecond whether somebody has left",
        ),
    ]);
}

fn another_order_is_refused() {
    promise("those who have waited for longest are woken and let\nin, and no time passes");
    look_at("several wait: who is let in first?");
    are_refused(&[(Flaw::LastFirst, "that lets in first who came last")]);
    look_at("somebody has left: what if another one is polled before the one whose turn it is?");
    are_refused(&[(
        Flaw::FirstPolled,
        "that lets in whoever of those who wait is polled first",
    )]);
    promise("A caller that is polled in vain keeps its turn.");
    look_at("the first of those who wait is polled, and there is no room yet: who is let in next?");
    are_refused(&[(
        Flaw::PolledIsLast,
        "in which a caller that is polled in vain has to wait behind all others",
    )]);
}

fn callers_that_come_later_must_not_be_first() {
    promise("Nobody who comes later is let in before.");
    look_at("one has left, and somebody new comes before the one whose turn it is is polled again");
    are_refused(&[
        (
            Flaw::Barging,
            "that lets in who happens to come when somebody has left",
        ),
        (
            Flaw::BargingByNewcomers,
            "that lets in who comes when somebody has left, before the one that was woken",
        ),
    ]);
}

fn callers_that_are_dropped_must_leave_no_trace() {
    promise("A caller that is dropped while it waits leaves no trace, even if its turn has come.");
    look_at("who gives up when: before its turn, or after it has come and before it is polled?");
    are_refused(&[
        (
            Flaw::KeepsDropped,
            "that keeps the place of a caller that is gone",
        ),
        (
            Flaw::LosesTurn,
            "that loses the turn of a caller that is gone",
        ),
    ]);
    look_at("several wait: is it the first of them that gives up, or the last?");
    are_refused(&[(
        Flaw::KeepsDroppedUnlessLast,
        "that keeps the place of a caller that is gone, unless that came last",
    )]);
    look_at("who waits behind the one that gives up when its turn has come?");
    are_refused(&[
        (
            Flaw::LosesLastTurn,
            "that loses the turn of a caller that is gone if nobody waits behind it",
        ),
        (
            Flaw::LosesTurnUnlessLast,
            "that loses the turn of a caller that is gone if somebody waits behind it",
        ),
    ]);
    look_at("how many are let in after a caller has given up?");
    are_refused(&[
        (
            Flaw::RoomForDropped,
            "that has room for one more after a caller has given up",
        ),
        (
            Flaw::RoomForTurn,
            "that has room for one more after a caller has given up in its turn",
        ),
        (
            Flaw::RoomForLastTurn,
            "that has room for one more after a caller has given up in its turn, with nobody behind it",
        ),
    ]);
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
    // None either.
    Yields,
    QueuesAtTheCall,
    WakesAll,
    // These are.
    Open,
    OneMore,
    OneIsTwo,
    TwoAfterOne,
    OneLess,
    OneAtATime,
    OnlyOnce,
    LosesUnwaited,
    WakesNobody,
    WakesNobodyAlone,
    WakesOneOfTwo,
    Closed,
    Slow,
    LooksAtTimes,
    LastFirst,
    FirstPolled,
    PolledIsLast,
    Barging,
    BargingByNewcomers,
    KeepsDropped,
    KeepsDroppedUnlessLast,
    LosesTurn,
    LosesLastTurn,
    LosesTurnUnlessLast,
    RoomForDropped,
    RoomForTurn,
    RoomForLastTurn,
}

/// A counter, and a queue of those who wait.
struct Line {
    flaw: Flaw,
    room: usize,
    free: Cell<usize>,
    /// Those whose turn has come, and who do not know of that yet.
    told: Cell<usize>,
    waiting: RefCell<VecDeque<Rc<Caller>>>,
    this: std::rc::Weak<Line>,
}

#[derive(Default)]
struct Caller {
    has_its_turn: Cell<bool>,
    /// Somebody has left while it waited.
    may_go_in: Cell<bool>,
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
            room,
            free: Cell::new(free),
            told: Cell::new(0),
            waiting: RefCell::default(),
            this: this.clone(),
        }))
    }

    fn made(flaw: Flaw) -> impl Fn(usize) -> Box<dyn Limiter> {
        move |room| Box::new(Self::with(room, flaw))
    }

    fn take(&self) -> bool {
        let free = self.free.get();
        self.free.set(free.saturating_sub(1));
        free > 0
    }

    fn more(&self) {
        self.free.set(self.free.get() + 1);
    }

    fn is_barging(&self) -> bool {
        matches!(self.flaw, Flaw::Barging | Flaw::BargingByNewcomers)
    }

    /// Somebody is inside, or stands in the queue.
    fn comes(&self) -> Waits<'_> {
        let caller = Rc::new(Caller::default());
        let nobody_waits = self.waiting.borrow().is_empty() || self.is_barging();
        if nobody_waits && self.take() {
            self.turn(&caller);
        } else if self.flaw != Flaw::LooksAtTimes {
            self.waiting.borrow_mut().push_back(Rc::clone(&caller));
        }
        Waits(self, caller)
    }

    async fn enter(&self) -> Room {
        match self.flaw {
            Flaw::Closed => pending().await,
            Flaw::Slow => sleep(ms(1)).await,
            Flaw::Yields => {
                for _ in 0..10 {
                    yield_now().await;
                }
            }
            _ => {}
        }
        let waits = self.comes();
        if self.flaw == Flaw::LooksAtTimes {
            while !waits.1.has_its_turn.get() {
                sleep(ms(1)).await;
                if self.take() {
                    self.turn(&waits.1);
                }
            }
        }
        waits.goes_in().await
    }

    fn turn(&self, caller: &Caller) {
        caller.has_its_turn.set(true);
        self.told.set(self.told.get() + 1);
    }

    /// Where others may be faster than who is woken.
    fn wakes_if_there_is_room(&self) {
        let all = if self.flaw == Flaw::Barging {
            usize::MAX
        } else {
            1
        };
        if self.is_barging() && self.free.get() > 0 {
            let waiting = self.waiting.borrow();
            waiting.iter().take(all).for_each(|next| next.wakes());
        }
    }

    /// There is room for the fastest of them.
    fn lets_all_try(&self) {
        self.more();
        for caller in &*self.waiting.borrow() {
            caller.may_go_in.set(true);
            caller.wakes();
        }
    }

    fn is_first(&self, caller: &Rc<Caller>) -> bool {
        let waiting = self.waiting.borrow();
        waiting
            .front()
            .is_some_and(|first| Rc::ptr_eq(first, caller))
    }

    /// Somebody has left, or has no use for its turn.
    fn makes_room(&self) {
        let waiting = || self.waiting.borrow_mut();
        let next = match self.flaw {
            Flaw::OnlyOnce => return,
            Flaw::LosesUnwaited if waiting().is_empty() => return,
            Flaw::FirstPolled => return self.lets_all_try(),
            Flaw::Barging | Flaw::BargingByNewcomers => None,
            Flaw::LastFirst => waiting().pop_back(),
            _ => waiting().pop_front(),
        };
        let Some(next) = next else {
            self.more();
            return self.wakes_if_there_is_room();
        };
        self.turn(&next);
        match self.flaw {
            Flaw::WakesNobody => {}
            Flaw::WakesNobodyAlone if self.room == 1 => {}
            Flaw::WakesOneOfTwo if self.told.get() > 1 => {}
            _ => next.wakes(),
        }
        if self.flaw == Flaw::WakesAll {
            waiting().iter().for_each(|other| other.wakes());
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

impl Waits<'_> {
    async fn goes_in(self) -> Room {
        poll_fn(|context| self.poll(context)).await;
        self.has_known();
        Box::new(Inside(self.0.this.clone()))
    }

    /// Its turn is over.
    fn has_known(&self) -> bool {
        let Self(line, caller) = self;
        let had = caller.has_its_turn.replace(false);
        line.told.set(line.told.get() - usize::from(had));
        had
    }

    fn poll(&self, context: &mut Context<'_>) -> Poll<()> {
        let Self(line, caller) = self;
        if line.is_barging() && line.is_first(caller) && line.take() {
            line.waiting.borrow_mut().pop_front();
            line.turn(caller);
            line.wakes_if_there_is_room();
        }
        if caller.may_go_in.get() && line.take() {
            self.leaves_the_queue();
            line.turn(caller);
        }
        if caller.has_its_turn.get() {
            return Poll::Ready(());
        }
        let known = caller.waker.borrow_mut().replace(context.waker().clone());
        if line.flaw == Flaw::PolledIsLast && known.is_some() {
            self.leaves_the_queue();
            line.waiting.borrow_mut().push_back(Rc::clone(caller));
        }
        Poll::Pending
    }

    /// Whether it was there.
    fn leaves_the_queue(&self) -> bool {
        let mut waiting = self.0.waiting.borrow_mut();
        let before = waiting.len();
        waiting.retain(|other| !Rc::ptr_eq(other, &self.1));
        waiting.len() < before
    }
}

impl Drop for Waits<'_> {
    fn drop(&mut self) {
        let line = self.0;
        let is_alone = line.waiting.borrow().is_empty();
        if self.has_known() {
            match line.flaw {
                Flaw::LosesTurn => return,
                Flaw::LosesLastTurn if is_alone => return,
                Flaw::LosesTurnUnlessLast if !is_alone => return,
                Flaw::RoomForTurn => line.more(),
                Flaw::RoomForLastTurn if is_alone => line.more(),
                _ => {}
            }
            line.makes_room();
            return;
        }
        let is_last = line
            .waiting
            .borrow()
            .back()
            .is_some_and(|last| Rc::ptr_eq(last, &self.1));
        let stays = line.flaw == Flaw::KeepsDropped
            || line.flaw == Flaw::KeepsDroppedUnlessLast && !is_last;
        if !stays && self.leaves_the_queue() {
            match line.flaw {
                Flaw::RoomForDropped => line.more(),
                _ => line.wakes_if_there_is_room(),
            }
        }
    }
}

struct Inside(std::rc::Weak<Line>);

impl Drop for Inside {
    fn drop(&mut self) {
        if let Some(line) = self.0.upgrade() {
            let is_awaited = !line.waiting.borrow().is_empty();
            if line.flaw == Flaw::TwoAfterOne && line.room == 1 && !is_awaited {
                line.more();
            }
            line.makes_room();
        }
    }
}

impl Limiter for Shared {
    fn enter(&self) -> LocalBoxFuture<'_, Room> {
        match self.0.flaw {
            Flaw::QueuesAtTheCall => self.0.comes().goes_in().boxed_local(),
            _ => self.0.enter().boxed_local(),
        }
    }
}
