//! `transfer` moves all of the money or none, wherever it is dropped.
// no promise: "Gift cards, and how many cents are on each of them." It says what the type is for.
// no promise: "Cards with these numbers, and so many cents on each." Every test begins with some.
// no promise: "How many cents are on this card." Every test asks it.
// no promise: "There are not enough cents on the card." It says what the type is for.
// no promise: "(What the log says then is left open.)" It leaves a choice.

use exercise::{Cards, NotEnough};
use lab::{AuditLog, ms};
use proof::prelude::*;
use std::sync::Arc;
use tokio::time::sleep;

proof::main!(
    who_is_dropped_has_moved_all_or_nothing,
    money_is_moved_and_written_down,
    there_has_to_be_enough,
    both_cards_may_be_the_same,
    transfers_do_not_wait_for_each_other,
    together_they_take_no_more_than_there_is,
    no_transfer_undoes_another_one,
    many_may_be_dropped_at_once,
    others_go_on_with_what_a_dropped_one_moved,
);

struct Shop {
    cards: Arc<Cards>,
    log: AuditLog,
}

impl Shop {
    fn with(cards: &[(u32, u64)]) -> Self {
        Self {
            cards: Arc::new(Cards::new(cards)),
            log: AuditLog::new(),
        }
    }

    /// Whether so many cents were moved.
    async fn moves(&self, from: u32, to: u32, cents: u64) -> bool {
        match exercise::transfer(&self.cards, &self.log, from, to, cents).await {
            Ok(()) => true,
            Err(NotEnough) => false,
        }
    }

    fn cards_are(&self, want: &[(u32, u64)]) {
        for (card, cents) in want {
            equal(
                &format!("the number of cents on card {card}"),
                self.cards.cents(*card),
                *cents,
            );
        }
    }

    fn entries_are(&self, want: &[&str]) {
        equal("the list of entries", self.log.entries(), want.to_vec());
    }
}

fn who_is_dropped_has_moved_all_or_nothing() {
    promise(
        "A second after that, all of the cents have been moved or none: nothing is lost, and nothing is made",
    );
    look_at(
        "what has been done when the future waits, and who does the rest if nobody polls it again?",
    );
    for (from, to, cents) in [(1, 2, 30), (2, 1, 20), (1, 1, 40), (2, 1, 21)] {
        sweep(async |cut| {
            let shop = Shop::with(&[(1, 100), (2, 20)]);
            cut.short(shop.moves(from, to, cents)).await;
            sleep(ms(1_000)).await;
            let (first, second) = (shop.cards.cents(1), shop.cards.cents(2));
            let moved = match (from, to, cents) {
                (1, 2, 30) => (70, 50),
                (2, 1, 20) => (120, 0),
                _ => (100, 20),
            };
            let what = match (first + second).cmp(&120) {
                std::cmp::Ordering::Less => "money is gone",
                std::cmp::Ordering::Greater => "money was made",
                std::cmp::Ordering::Equal => "a part was moved",
            };
            holds(
                (first, second) == moved || (first, second) == (100, 20),
                Kind::WrongResult,
                &format!(
                    "{cents} cents were to be moved from card {from} to card {to}, with 100 and 20 on them; a second after the future was dropped there are {first} and {second}"
                ),
                &format!("{what}: one half of the transfer was done, and the other one was not"),
            );
        });
    }
}

fn money_is_moved_and_written_down() {
    never_blocks("No thread is blocked.");
    promise("Move `cents` from the card `from` to the card `to`, both of which exist");
    virtual_time(async |clock| {
        let shop = Shop::with(&[(1, 100), (2, 20), (7, 0)]);
        equal("whether it was moved", shop.moves(1, 2, 30).await, true);
        shop.cards_are(&[(1, 70), (2, 50), (7, 0)]);
        promise("When this returns, both are done.");
        shop.entries_are(&["30 from 1 to 2"]);
        promise("Each takes as long as its own entry");
        clock.ends_at(ms(20), "one entry");
        promise("0 cents are moved like any others.");
        for (from, to) in [(2, 7), (7, 1)] {
            equal("whether it was moved", shop.moves(from, to, 0).await, true);
            shop.cards_are(&[(1, 70), (2, 50), (7, 0)]);
        }
        promise("write `30 from 1 to 2` into `log`: cents and cards");
        shop.entries_are(&["30 from 1 to 2", "0 from 2 to 7", "0 from 7 to 1"]);
    });
}

fn there_has_to_be_enough() {
    never_blocks("No thread is blocked.");
    promise("If there are not enough on `from`, return `NotEnough`, and move and write nothing.");
    virtual_time(async |_| {
        let shop = Shop::with(&[(1, 100), (2, 20)]);
        for (from, to, cents) in [(2, 1, 21), (1, 2, 101), (1, 1, 101), (2, 1, u64::MAX)] {
            equal(
                "whether it was moved",
                shop.moves(from, to, cents).await,
                false,
            );
            sleep(ms(1_000)).await;
            shop.cards_are(&[(1, 100), (2, 20)]);
            shop.entries_are(&[]);
        }
        promise("It is enough if all of them are moved.");
        equal("whether it was moved", shop.moves(2, 1, 20).await, true);
        shop.cards_are(&[(1, 120), (2, 0)]);
        equal("whether it was moved", shop.moves(1, 2, 120).await, true);
        shop.cards_are(&[(1, 0), (2, 120)]);
    });
}

fn both_cards_may_be_the_same() {
    promise("Both cards may be the same");
    virtual_time(async |_| {
        let shop = Shop::with(&[(1, 100), (2, 20)]);
        for cents in [30, 100, 0] {
            equal("whether it was moved", shop.moves(1, 1, cents).await, true);
            shop.cards_are(&[(1, 100), (2, 20)]);
        }
        shop.entries_are(&["30 from 1 to 1", "100 from 1 to 1", "0 from 1 to 1"]);
    });
}

fn transfers_do_not_wait_for_each_other() {
    never_blocks("No thread is blocked.");
    promise(
        "Any number of transfers may be under way at once. Each takes as long as its own entry",
    );
    if_it_hangs("a transfer waits for another one");
    for count in [2, 5, 100] {
        virtual_time(async |clock| {
            let shop = Shop::with(&[(1, 1_000), (2, 0), (3, 0)]);
            let transfers = (0..count).map(|n| shop.moves(1, 2 + n % 2, 10));
            let moved = futures::future::join_all(transfers).await;
            equal(
                "the number of transfers that moved something",
                moved.iter().filter(|moved| **moved).count(),
                count as usize,
            );
            shop.log.journal().peak_is(count as usize);
            clock.elapsed_is(ms(20), "entries that are written at the same time");
            let on_three = u64::from(count / 2) * 10;
            let on_two = u64::from(count) * 10 - on_three;
            shop.cards_are(&[
                (1, 1_000 - u64::from(count) * 10),
                (2, on_two),
                (3, on_three),
            ]);
        });
    }
}

fn together_they_take_no_more_than_there_is() {
    promise("together they take no more from a card than there is");
    for (there, want) in [(100, 3), (30, 1), (29, 0), (59, 1), (60, 2)] {
        virtual_time(async |_| {
            let shop = Shop::with(&[(1, there), (2, 0)]);
            let transfers = (0..7).map(|_| shop.moves(1, 2, 30));
            let moved = futures::future::join_all(transfers).await;
            let moved = moved.iter().filter(|moved| **moved).count();
            shop.cards_are(&[(1, there - want * 30), (2, want * 30)]);
            equal(
                "the number of transfers that moved something",
                moved as u64,
                want,
            );
            equal("the number of entries", shop.log.entries().len(), moved);
        });
    }
}

/// One begins in the middle of another one.
fn no_transfer_undoes_another_one() {
    promise("Any number of transfers may be under way at once.");
    virtual_time(async |_| {
        let shop = Shop::with(&[(1, 100), (2, 100), (3, 100)]);
        let later = async |time, from, to, cents| {
            sleep(ms(time)).await;
            shop.moves(from, to, cents).await
        };
        let moved = tokio::join!(
            later(0, 1, 2, 30),
            later(5, 1, 3, 20),
            later(10, 3, 2, 40),
            later(15, 2, 1, 50),
            later(25, 2, 3, 10),
        );
        equal(
            "whether each of them was moved",
            moved,
            (true, true, true, true, true),
        );
        shop.cards_are(&[(1, 100), (2, 110), (3, 90)]);
    });
}

fn many_may_be_dropped_at_once() {
    never_blocks("No thread is blocked.");
    promise("This future may be dropped wherever it waits.");
    virtual_time(async |_| {
        let shop = Shop::with(&[(1, 1_000), (2, 0)]);
        let transfers = (0..40).map(|n| tokio::time::timeout(ms(n), shop.moves(1, 2, 10)));
        futures::future::join_all(transfers).await;
        sleep(ms(1_000)).await;
        let sum = shop.cards.cents(1) + shop.cards.cents(2);
        equal("the number of cents on both cards", sum, 1_000);
        let written = shop.log.entries().len() as u64;
        let moved = shop.cards.cents(2) / 10;
        holds(
            moved >= written.min(19),
            Kind::WrongResult,
            &format!("{written} transfers were written down, and {moved} were made"),
            "what was moved was taken back, although the transfer returned",
        );
    });
}

/// Others take what it brings, or bring to where it took, before it is dropped.
fn others_go_on_with_what_a_dropped_one_moved() {
    promise("nothing is lost, and nothing is made, whatever other transfers did meanwhile");
    look_at("what does a transfer that is dropped find on the cards then?");
    for (from, to, cents) in [(2, 3, 30), (2, 3, 10), (3, 1, 50), (1, 3, 70), (2, 1, 30)] {
        virtual_time(async |_| {
            let shop = Shop::with(&[(1, 100), (2, 0), (3, 50)]);
            let dropped = tokio::time::timeout(ms(10), shop.moves(1, 2, 30));
            let other = async {
                sleep(ms(5)).await;
                shop.moves(from, to, cents).await
            };
            let (_, moved) = tokio::join!(dropped, other);
            sleep(ms(1_000)).await;
            let after = [1, 2, 3].map(|card| shop.cards.cents(card));
            // Each of the two moved all of its cents or none.
            let possible = [0_u64, 30].map(|first| {
                let mut cards = [100 - first, first, 50];
                if moved {
                    cards[from as usize - 1] = cards[from as usize - 1].wrapping_sub(cents);
                    cards[to as usize - 1] += cents;
                }
                cards
            });
            holds(
                possible.contains(&after),
                Kind::WrongResult,
                &format!(
                    "30 cents were to be moved from card 1 to card 2, with 100, 0 and 50 on three cards; meanwhile {cents} were {} from card {from} to card {to}, then the first future was dropped, and a second after that there are {after:?}",
                    if moved { "moved" } else { "not moved" }
                ),
                "what another transfer did meanwhile was undone, or is there twice",
            );
        });
    }
}
