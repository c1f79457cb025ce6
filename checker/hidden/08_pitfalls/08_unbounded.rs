//! `ingest` keeps some events in memory, and lets the tills wait beyond that.
// no promise: "(An event is taken when the stream has given it out, wherever it is then.)" The tests count like that.

use futures::StreamExt;
use futures::stream::{self, BoxStream};
use lab::ms;
use proof::prelude::*;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;
use tokio::time::{Instant, sleep, sleep_until};

proof::main!(
    events_are_stored_in_their_order,
    what_waits_has_a_limit,
    others_are_taken_while_one_is_stored,
    others_are_taken_whichever_is_stored,
    the_stream_is_not_asked_after_its_end,
    one_event_is_stored_at_a_time,
    an_event_is_stored_as_soon_as_it_is_there,
    events_and_the_store_may_take_long,
);

/// Of one type, whatever it is: that says nothing of the test.
type Events = BoxStream<'static, u32>;

/// So many are drawn.
const DRAWN: usize = 90;

/// The tills and the store, between which `ingest` stands.
#[derive(Clone)]
struct Shop {
    work: Work,
    tills: Work,
    taken: Arc<AtomicUsize>,
    stored: Arc<AtomicUsize>,
    /// The most that were taken and not stored.
    most: Arc<AtomicUsize>,
    begin: Instant,
    /// How many were taken at the end of each storing.
    taken_then: Arc<Mutex<Vec<usize>>>,
}

impl Shop {
    fn new() -> Self {
        Self {
            work: Work::new(),
            tills: Work::new(),
            taken: Arc::default(),
            stored: Arc::default(),
            most: Arc::default(),
            begin: Instant::now(),
            taken_then: Arc::default(),
        }
    }

    fn taken_then(&self) -> MutexGuard<'_, Vec<usize>> {
        let taken = self.taken_then.lock();
        taken.unwrap_or_else(PoisonError::into_inner)
    }

    fn is_taken(&self) {
        let taken = self.taken.fetch_add(1, Ordering::Relaxed) + 1;
        let waiting = taken.saturating_sub(self.stored.load(Ordering::Relaxed));
        self.most.fetch_max(waiting, Ordering::Relaxed);
        if taken <= DRAWN {
            self.tills.mark("take");
        }
    }

    /// Event `n` is there after `times[n]` ms; how late it was taken is written down.
    fn at(&self, times: Vec<u64>) -> (Events, Work) {
        let late = Work::new();
        let (shop, begin, marks) = (self.clone(), self.begin, late.clone());
        let events = stream::iter((0..).zip(times)).then(move |(event, time)| {
            let (shop, marks) = (shop.clone(), marks.clone());
            async move {
                sleep_until(begin + ms(time)).await;
                if begin.elapsed() > ms(time) {
                    marks.mark(&format!("event {event}"));
                }
                shop.is_taken();
                event
            }
        });
        (events.boxed(), late)
    }

    /// All of them are there at once.
    fn ready(&self, count: u32) -> Events {
        let shop = self.clone();
        stream::iter(0..count)
            .inspect(move |_| shop.is_taken())
            .boxed()
    }

    /// Storing takes so many ms. The events as they were stored.
    async fn takes_in(&self, events: Events, each: u64) -> Vec<u32> {
        let mut stored = Vec::new();
        exercise::ingest(events, async |event: u32| {
            let call = self.work.begin("store");
            if each > 0 {
                sleep(ms(each)).await;
            }
            let taken = self.taken.load(Ordering::Relaxed);
            self.taken_then().push(taken);
            stored.push(event);
            self.stored.fetch_add(1, Ordering::Relaxed);
            call.finish();
        })
        .await;
        stored
    }

    fn had_a_limit(&self) {
        let most = self.most.load(Ordering::Relaxed);
        holds(
            most <= 64,
            Kind::Leaks,
            &format!("{most} events had been taken and were not stored, the limit is 64"),
            "nothing makes the tills wait for the store, and memory grows for as long as it is slower",
        );
    }
}

fn what_waits_has_a_limit() {
    never_blocks("No thread is blocked.");
    promise("never more than 64 have been taken that are not stored");
    look_at("where are the events that were taken and not stored, and how many fit in there?");
    virtual_time(async |clock| {
        let shop = Shop::new();
        let (events, _) = shop.at((0..90).map(|n| n / 6).collect());
        shop.takes_in(events, 10).await;
        shop.had_a_limit();
        promise("An event is stored as soon as it is there and all before it are stored");
        clock.ends_at(ms(900), "90 events, one after another");
    });
    promise("never more than 64 have been taken that are not stored");
    virtual_time(async |_| {
        let shop = Shop::new();
        shop.takes_in(shop.ready(130), 0).await;
        shop.had_a_limit();
        let shop = Shop::new();
        shop.takes_in(shop.ready(66), 10).await;
        shop.had_a_limit();
    });
}

fn others_are_taken_while_one_is_stored() {
    promise(
        "as long as fewer than 16 have been taken whose storing has not begun, the next one is taken as soon as it is there",
    );
    for times in [
        (0..17).collect::<Vec<_>>(),
        vec![0; 17],
        vec![3, 3, 90, 91],
        (0..17).map(|n| n * 5).collect(),
    ] {
        virtual_time(async |_| {
            let shop = Shop::new();
            let (events, late) = shop.at(times.clone());
            shop.takes_in(events, 100).await;
            let count = late.calls().len();
            holds(
                count == 0,
                Kind::NotConcurrent,
                &format!(
                    "{count} of {} events were not taken when they were there, while the first one was being stored",
                    times.len()
                ),
                "the tills wait for the store although there is room for more events",
            );
        });
    }
}

/// Also after as many had been taken as there may be.
fn others_are_taken_whichever_is_stored() {
    promise(
        "as long as fewer than 16 have been taken whose storing has not begun, the next one is taken as soon as it is there",
    );
    virtual_time(async |_| {
        let shop = Shop::new();
        shop.takes_in(shop.ready(300), 10).await;
        let taken = shop.taken_then().clone();
        let all_there = taken.iter().take_while(|taken| **taken < 300);
        let waited = (1..)
            .zip(all_there)
            .map(|(begun, taken)| (begun, taken.saturating_sub(begun)));
        for (number, waited) in waited {
            holds(
                waited >= 16,
                Kind::NotConcurrent,
                &format!(
                    "while event number {number} was being stored, {waited} others had been taken and waited, expected 16 at least, as all were there"
                ),
                "the tills wait for the store although there is room for more events",
            );
        }
    });
}

fn events_are_stored_in_their_order() {
    promise("and `store` each, in their order");
    virtual_time(async |_| {
        for (count, each) in [0, 1, 2, 17, 67, 130]
            .map(|count| (count, 0))
            .into_iter()
            .chain([(1, 1), (2, 1), (40, 1)])
        {
            let shop = Shop::new();
            let want = expected("the list of events", (0..count).collect::<Vec<_>>());
            want.is(shop.takes_in(shop.ready(count), each).await);
        }
    });
    virtual_time(async |_| {
        let shop = Shop::new();
        let stored = shop
            .takes_in(stream::iter([7, 7, 0, 7, 3]).boxed(), 5)
            .await;
        equal("the list of events", stored, [7, 7, 0, 7, 3]);
    });
}

fn the_stream_is_not_asked_after_its_end() {
    promise("Take `events` until there are no more (after its end, the stream is not asked again)");
    virtual_time(async |_| {
        for count in [0, 1, 5, 40] {
            let (mut left, mut ended) = (0..count, false);
            let events = stream::poll_fn(move |_| {
                holds(
                    !ended,
                    Kind::WrongResult,
                    "the stream was asked again after it had ended",
                    "most streams panic then, or never answer",
                );
                let event = left.next();
                ended = event.is_none();
                Poll::Ready(event)
            });
            let stored = Shop::new().takes_in(events.boxed(), 5).await;
            equal("the number of events", stored.len(), count as usize);
        }
    });
}

fn one_event_is_stored_at_a_time() {
    promise("one at a time");
    virtual_time(async |clock| {
        let shop = Shop::new();
        shop.takes_in(shop.ready(20), 10).await;
        shop.work.peak_at_most(1);
        promise("When this returns, all of them are stored to their end.");
        shop.work.all_ended();
        equal(
            "the number of events that were stored",
            shop.stored.load(Ordering::Relaxed),
            20,
        );
        clock.ends_at(ms(200), "20 events, one after another");
    });
}

fn an_event_is_stored_as_soon_as_it_is_there() {
    never_blocks("No thread is blocked.");
    promise("An event is stored as soon as it is there and all before it are stored");
    virtual_time(async |_| {
        let shop = Shop::new();
        let (events, _) = shop.at(vec![0, 10, 50, 55, 200, 200, 900]);
        shop.takes_in(events, 20).await;
        let calls = shop.work.calls().into_iter();
        let got: Vec<_> = calls.map(|call| call.start.as_millis()).collect();
        let want = [0, 20, 50, 70, 200, 220, 900];
        holds(
            got == want,
            Kind::Late,
            &format!("storing began at {got:?} ms, expected {want:?}"),
            "an event waited for others than those before it",
        );
    });
}

fn events_and_the_store_may_take_long() {
    never_blocks("No thread is blocked.");
    promise("however long that takes");
    virtual_time(async |clock| {
        let shop = Shop::new();
        let (events, _) = shop.at(vec![0, 1_200_000, 2_400_000]);
        let stored = shop.takes_in(events, 300_000).await;
        clock.ends_at(ms(2_700_000), "the last event");
        equal("the list of events", stored, [0, 1, 2]);
        clock.moves_at_most(40, "three events");
    });
    virtual_time(async |clock| {
        let shop = Shop::new();
        shop.takes_in(shop.ready(7), 300_000).await;
        clock.ends_at(ms(2_100_000), "7 events, one after another");
    });
}
