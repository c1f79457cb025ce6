//! `pay` polls the payment all the time, also while it waits for the ledger itself.
// no promise: "The lines of the shop's ledger." It says what the type is for.
// no promise: "It does not panic." It says what comes.
// no promise: "(What is left of it if this is dropped is left open.)" It leaves a choice.
// no promise: "(What happens if it ends at that very moment is left open.)" It leaves a choice.

use exercise::Ledger;
use lab::ms;
use proof::prelude::*;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use tokio::task::{JoinHandle, yield_now};
use tokio::time::{Instant, sleep, sleep_until};

proof::main!(
    a_payment_in_line_for_the_ledger_gets_it_and_gives_it_back,
    a_payment_that_has_the_ledger_gives_it_back,
    a_payment_goes_on_while_the_line_waits,
    the_line_keeps_the_ledger_for_no_time,
    the_line_does_not_wait_for_the_payment,
    a_fast_payment_is_not_delayed,
    a_payment_may_lock_the_ledger_again_and_again,
    the_line_is_pushed_although_the_payment_has_ended,
    any_number_of_payments_share_a_ledger,
    a_payment_may_take_long,
);

type Payment = Pin<Box<dyn Future<Output = ()> + Send>>;

/// What a payment does, in ms: it waits before it locks the ledger, and while it has it.
type Steps = &'static [(u64, u64)];

struct Shop {
    ledger: Ledger,
    work: Work,
}

impl Shop {
    fn new() -> Self {
        Self {
            ledger: Ledger::default(),
            work: Work::new(),
        }
    }

    /// Somebody else has the ledger, from now on and for so long.
    async fn ledger_is_taken_for(&self, time: u64) {
        let mut ledger = self.ledger.clone().lock_owned().await;
        let call = self.work.begin("somebody else has the ledger");
        drop(tokio::spawn(async move {
            sleep(ms(time)).await;
            ledger.push("somebody else".to_owned());
            call.finish();
        }));
    }

    /// A payment without steps never comes to the ledger.
    fn payment(&self, before: u64, steps: Steps) -> Payment {
        let (ledger, work) = (self.ledger.clone(), self.work.clone());
        Box::pin(async move {
            let call = work.begin("payment");
            sleep(ms(before)).await;
            for (wait, keep) in steps {
                sleep(ms(*wait)).await;
                let waits = work.begin("payment waits for the ledger");
                let mut lines = ledger.lock().await;
                waits.finish();
                let has = work.begin("payment has the ledger");
                sleep(ms(*keep)).await;
                lines.push("paid".to_owned());
                has.finish();
            }
            call.finish();
        })
    }

    async fn pays(&self, before: u64, steps: Steps) {
        exercise::pay(&self.ledger, 7, self.payment(before, steps)).await;
    }

    /// The lines, of which one may be that of the delay.
    async fn lines_are(&self, want: &[&str]) {
        let got = self.ledger.lock().await.clone();
        equal("the list of lines", got, want.to_vec());
    }

    /// The payment ended at this moment.
    fn payment_ends_at(&self, want: u64) {
        self.work.finished("payment");
        let calls = self.work.calls().into_iter();
        let end = calls
            .filter(|call| call.item == "payment")
            .find_map(|call| call.end);
        let end = end.unwrap_or_default();
        holds(
            end == ms(want),
            Kind::Late,
            &format!(
                "the payment ended after {} ms, expected {want} ms",
                end.as_millis()
            ),
            "nobody polled the payment while it could have gone on",
        );
    }
}

/// Somebody looks into the ledger just before that moment, and at it, when all others have had
/// their turns: the line was not there yet, and it is there.
fn the_line_comes_at(shop: &Shop, want: u64) -> JoinHandle<()> {
    let ledger = shop.ledger.clone();
    tokio::spawn(async move {
        let begin = Instant::now();
        for (time, is_there) in [(want - 1, false), (want, true)] {
            sleep_until(begin + ms(time)).await;
            // The clock stands still as long as somebody has something to do.
            for _ in 0..50 {
                yield_now().await;
            }
            // Nobody has it for longer than a moment, unless it is somebody else.
            let got =
                (ledger.try_lock()).is_ok_and(|lines| lines.iter().any(|line| line == "delayed 7"));
            let (kind, how) = match is_there {
                true => (Kind::Late, "was not there"),
                false => (Kind::TooEarly, "was there already"),
            };
            holds(
                got == is_there,
                kind,
                &format!("after {time} ms, the line `delayed 7` {how}; it is due at {want} ms"),
                "it did not come when 500 ms were over and the ledger was free",
            );
        }
    })
}

fn a_payment_in_line_for_the_ledger_gets_it_and_gives_it_back() {
    never_blocks("No thread is blocked, be it one of `spawn_blocking`.");
    promise("as soon as the ledger is free");
    if_it_hangs(
        "the payment got the ledger when its turn came, and nobody polls it, so it never gives it back",
    );
    look_at("which future stands before the line in the queue of the lock, and who polls it?");
    virtual_time(async |clock| {
        let shop = Shop::new();
        shop.ledger_is_taken_for(800).await;
        shop.pays(100, &[(0, 200)]).await;
        shop.payment_ends_at(1_000);
        shop.lines_are(&["somebody else", "paid", "delayed 7"])
            .await;
        clock.ends_at(ms(1_000), "the ledger is free for the line");
    });
}

fn a_payment_that_has_the_ledger_gives_it_back() {
    promise("Await `payment`, which may lock the ledger itself, as often and as long as it likes.");
    if_it_hangs("the payment has the ledger, and nobody polls it, so it never gives it back");
    for (before, keep) in [(0, 900), (499, 401), (300, 10_000)] {
        virtual_time(async |clock| {
            let shop = Shop::new();
            let steps = Vec::leak(vec![(0, keep)]);
            shop.pays(before, steps).await;
            shop.payment_ends_at(before + keep);
            shop.lines_are(&["paid", "delayed 7"]).await;
            clock.ends_at(ms(before + keep), "the ledger is free for the line");
        });
    }
}

fn a_payment_goes_on_while_the_line_waits() {
    never_blocks("No thread is blocked, be it one of `spawn_blocking`.");
    promise(
        "From its beginning to its end, `payment` goes on as fast as it can, also while the line waits for the ledger.",
    );
    virtual_time(async |clock| {
        let shop = Shop::new();
        shop.ledger_is_taken_for(3_000).await;
        shop.pays(2_000, &[]).await;
        shop.payment_ends_at(2_000);
        shop.lines_are(&["somebody else", "delayed 7"]).await;
        clock.ends_at(ms(3_000), "the ledger is free for the line");
    });
}

fn the_line_does_not_wait_for_the_payment() {
    never_blocks("No thread is blocked, be it one of `spawn_blocking`.");
    promise("the line waits for the ledger alone, not for the payment");
    virtual_time(async |clock| {
        let shop = Shop::new();
        let look = the_line_comes_at(&shop, 500);
        shop.pays(2_000, &[]).await;
        shop.payment_ends_at(2_000);
        promise("Return as soon as the payment has ended and the line, if there is one, is pushed");
        clock.ends_at(ms(2_000), "the payment");
        promise(
            "If it has not ended after 500 ms, push the line `delayed 7` onto `ledger`, where 7 is `order`",
        );
        let _ = look.await;
        promise("not earlier than that, and once");
        shop.lines_are(&["delayed 7"]).await;
    });
    virtual_time(async |clock| {
        let shop = Shop::new();
        shop.ledger_is_taken_for(1_200).await;
        let look = the_line_comes_at(&shop, 1_200);
        shop.pays(4_000, &[(0, 100)]).await;
        clock.ends_at(ms(4_100), "the payment");
        let _ = look.await;
        shop.lines_are(&["somebody else", "delayed 7", "paid"])
            .await;
    });
}

/// The payment, and then somebody else, stand in line behind it.
fn the_line_keeps_the_ledger_for_no_time() {
    promise("and gives it back at the same moment");
    for (taken, before) in [(600, 550), (900, 700), (502, 501)] {
        virtual_time(async |clock| {
            let (shop, begin) = (Shop::new(), Instant::now());
            shop.ledger_is_taken_for(taken).await;
            let other = async {
                sleep(ms(before + 1)).await;
                drop(shop.ledger.lock().await);
                let got = begin.elapsed();
                holds(
                    got == ms(taken),
                    Kind::Late,
                    &format!(
                        "whoever stood in line for the ledger behind the line and the payment got it after {} ms, expected {taken} ms",
                        got.as_millis()
                    ),
                    "the ledger was kept for longer than it takes to push a line",
                );
            };
            tokio::join!(shop.pays(before, &[(0, 0)]), other);
            shop.payment_ends_at(taken);
            clock.ends_at(ms(taken), "the payment");
        });
    }
    virtual_time(async |_| {
        let shop = Shop::new();
        let mut pays = pin!(shop.pays(900, &[]));
        poll_fn(|context| {
            let poll = pays.as_mut().poll(context);
            holds(
                poll.is_ready() || shop.ledger.try_lock().is_ok(),
                Kind::Late,
                "a poll of `pay` has returned, and the line still has the ledger",
                "others wait for the ledger until it is polled again",
            );
            poll
        })
        .await;
    });
}

fn a_fast_payment_is_not_delayed() {
    promise("not earlier than that, and once");
    for (before, steps, end) in [
        (0, [].as_slice(), 0),
        (100, &[(0, 50)], 150),
        (499, &[], 499),
        (0, &[(100, 100), (100, 100)], 400),
    ] {
        virtual_time(async |clock| {
            let shop = Shop::new();
            let want = vec!["paid"; steps.len()];
            shop.pays(before, steps).await;
            clock.ends_at(ms(end), "the payment");
            sleep(ms(2_000)).await;
            shop.lines_are(&want).await;
        });
    }
    virtual_time(async |clock| {
        let shop = Shop::new();
        shop.ledger_is_taken_for(300).await;
        shop.pays(100, &[(0, 50)]).await;
        clock.ends_at(ms(350), "the payment");
        sleep(ms(2_000)).await;
        shop.lines_are(&["somebody else", "paid"]).await;
    });
}

fn a_payment_may_lock_the_ledger_again_and_again() {
    promise("as often and as long as it likes");
    if_it_hangs("the payment has the ledger, or stands in line for it, and nobody polls it");
    virtual_time(async |clock| {
        let shop = Shop::new();
        shop.pays(0, &[(100, 300), (0, 300), (50, 10), (0, 500)])
            .await;
        shop.payment_ends_at(1_260);
        clock.ends_at(ms(1_260), "the payment");
        let lines = shop.ledger.lock().await.clone();
        let delayed = lines.iter().filter(|line| *line == "delayed 7").count();
        equal("the number of lines `delayed 7`", delayed, 1);
        equal("the number of lines", lines.len(), 5);
    });
}

fn the_line_is_pushed_although_the_payment_has_ended() {
    promise("Return as soon as the payment has ended and the line, if there is one, is pushed");
    virtual_time(async |clock| {
        let shop = Shop::new();
        shop.ledger_is_taken_for(2_000).await;
        shop.pays(700, &[]).await;
        clock.ends_at(ms(2_000), "the ledger is free for the line");
        shop.lines_are(&["somebody else", "delayed 7"]).await;
    });
}

fn any_number_of_payments_share_a_ledger() {
    promise(
        "push the line `delayed 7` onto `ledger`, where 7 is `order`, as soon as the ledger is free",
    );
    if_it_hangs("a payment got the ledger when its turn came, and nobody polls it");
    virtual_time(async |clock| {
        let shop = Shop::new();
        shop.ledger_is_taken_for(600).await;
        let payments = (0..20).map(|order| {
            let payment = shop.payment(100, &[(0, 10)]);
            exercise::pay(&shop.ledger, order, payment)
        });
        futures::future::join_all(payments).await;
        clock.ends_at(ms(800), "20 payments, one after another");
        let lines = shop.ledger.lock().await.clone();
        for order in 0..20 {
            let line = format!("delayed {order}");
            let count = lines.iter().filter(|other| **other == line).count();
            equal(&format!("the number of lines `{line}`"), count, 1);
        }
        equal("the number of lines", lines.len(), 41);
    });
}

fn a_payment_may_take_long() {
    never_blocks("No thread is blocked, be it one of `spawn_blocking`.");
    promise(
        "Return as soon as the payment has ended and the line, if there is one, is pushed, however long that takes.",
    );
    virtual_time(async |clock| {
        let shop = Shop::new();
        shop.ledger_is_taken_for(600_000).await;
        shop.pays(1_000, &[(0, 600_000), (0, 1)]).await;
        clock.ends_at(ms(1_200_001), "the payment");
        clock.moves_at_most(50, "a payment of four steps, and one line");
        shop.lines_are(&["somebody else", "delayed 7", "paid", "paid"])
            .await;
    });
}
