//! A future that is dropped at each place where it waits, one after another.

use crate::refusal::{self, finding, refuse};
use crate::virtual_time;
use crate::{channel, observer};
use report::Kind;
use std::cell::Cell;
use std::future::poll_fn;
use std::task::Poll;

/// A right answer with an input that a test chose is done long before.
const MOST_POLLS: usize = 500;

thread_local! {
    /// Whether the run of a sweep that this thread makes has dropped its future.
    static IS_CUT_SHORT: Cell<bool> = const { Cell::new(false) };
}

/// Whether a future was dropped that may not have made a call before that.
pub(crate) fn is_cut_short() -> bool {
    IS_CUT_SHORT.get()
}

/// Cancel a future at every place where it can be cancelled, and look each time
/// whether what has to hold still holds:
///
/// ```
/// # use lab::{Till, ms};
/// # use proof::prelude::*;
/// # mod exercise {
/// #     pub async fn first_sale(till: &mut lab::Till) -> Option<u32> {
/// #         till.next_sale().await
/// #     }
/// # }
/// sweep(async |cut| {
///     let mut till = Till::new("north", &[12, 7], ms(20));
///     let sale = cut.short(exercise::first_sale(&mut till)).await;
///     let next = if sale.is_some() { Some(7) } else { Some(12) };
///     equal("the sale after that", till.next_sale().await, next);
/// });
/// ```
///
/// The body runs again and again, each time from the beginning and in virtual
/// time of its own. First the future is dropped before it is polled, then after
/// its first poll, its second, and so on until it completes. So the body has to
/// do the same each time: no real connections, no other threads.
///
/// A finding says after which poll the future was dropped. The picture shows
/// that run, or the one that completed.
///
/// A future that is dropped may not have come to its calls yet, before its first
/// poll surely not: what [`crate::Claims`] say of all calls holds of none there.
/// In the run that completes, there have to be some.
///
/// # Panics
///
/// If the body cuts nothing short, or two futures.
pub fn sweep<F>(body: F)
where
    F: AsyncFn(&Cut),
{
    for after in 0..=MOST_POLLS {
        let cut = Cut::after(after);
        let round = Round::begin();
        virtual_time(async |_| body(&cut).await);
        let completed = cut.completed.get();
        let completed = completed.unwrap_or_else(|| panic!("a sweep has to cut a future short"));
        if completed || channel::refused() {
            return;
        }
        round.forget();
    }
    refuse(finding(
        Kind::Hangs,
        format!("the future is not done after {MOST_POLLS} polls"),
        "it is woken again and again and gets nowhere",
        "what does each poll change?",
    ))
}

/// Cuts one future short: see [`sweep`].
#[derive(Debug)]
pub struct Cut {
    after: usize,
    /// Whether the future completed; `None` before there was one.
    completed: Cell<Option<bool>>,
}

impl Cut {
    fn after(polls: usize) -> Self {
        Self {
            after: polls,
            completed: Cell::new(None),
        }
    }

    /// Poll `future`, and drop it when it has been polled as often as it is this
    /// run's turn: `None`. What it returned, if it is ready by then.
    ///
    /// # Panics
    ///
    /// If this run has cut a future short already.
    pub async fn short<F: Future>(&self, future: F) -> Option<F::Output> {
        assert!(
            self.completed.get().is_none(),
            "a sweep cuts one future short, not two"
        );
        let mut future = Box::pin(future);
        let mut polls = 0;
        let output = poll_fn(|context| {
            if polls < self.after {
                polls += 1;
                if let Poll::Ready(output) = future.as_mut().poll(context) {
                    return Poll::Ready(Some(output));
                }
            }
            if polls < self.after {
                return Poll::Pending;
            }
            Poll::Ready(None)
        })
        .await;
        self.completed.set(Some(output.is_some()));
        if output.is_none() {
            IS_CUT_SHORT.set(true);
            refusal::happened_before(Some(match self.after {
                0 => "the future was dropped before its first poll".to_owned(),
                polls => format!("the future was dropped after poll {polls}"),
            }));
        }
        drop(future);
        output
    }
}

/// One run of a sweep. What it leaves on the timeline is told where it matters:
/// also when it is refused, and unwinds.
struct Round;

impl Round {
    fn begin() -> Self {
        observer::hold();
        Self
    }

    fn forget(self) {
        observer::forget();
    }
}

impl Drop for Round {
    fn drop(&mut self) {
        observer::tell();
        IS_CUT_SHORT.set(false);
        refusal::happened_before(None);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::{accepts, findings_of, found, refuses};
    use crate::{Claims, Work, equal};
    use lab::ms;
    use tokio::time::sleep;

    /// Two accounts, and money on its way between them.
    #[derive(Default)]
    struct Bank {
        accounts: Cell<(i32, i32)>,
    }

    impl Bank {
        fn add(&self, first: i32, second: i32) {
            let (a, b) = self.accounts.get();
            self.accounts.set((a + first, b + second));
        }

        async fn move_at_once(&self) {
            sleep(ms(10)).await;
            self.add(-30, 30);
            sleep(ms(10)).await;
        }

        async fn move_in_two_steps(&self) {
            sleep(ms(10)).await;
            self.add(-30, 0);
            sleep(ms(10)).await;
            self.add(0, 30);
        }
    }

    fn total(bank: &Bank) -> i32 {
        let (a, b) = bank.accounts.get();
        a + b
    }

    #[test]
    fn every_place_is_tried_until_the_future_completes() {
        let seen = std::cell::RefCell::new(Vec::new());
        accepts(|| {
            sweep(async |cut| {
                let bank = Bank::default();
                let done = cut.short(bank.move_at_once()).await;
                equal("the total", total(&bank), 0);
                seen.borrow_mut()
                    .push((bank.accounts.get().1, done.is_some()));
            });
        });
        let want = [(0, false), (0, false), (30, false), (30, true)];
        assert_eq!(seen.into_inner(), want);
    }

    #[test]
    fn the_place_where_a_promise_breaks_is_named() {
        let words = "the total is -30, expected 0; the future was dropped after poll 2";
        refuses(Kind::WrongResult, words, || {
            sweep(async |cut| {
                let bank = Bank::default();
                cut.short(bank.move_in_two_steps()).await;
                equal("the total", total(&bank), 0);
            });
        });
    }

    #[test]
    fn a_future_that_was_cut_short_is_dropped_before_the_body_goes_on() {
        accepts(|| {
            sweep(async |cut| {
                let work = Work::new();
                let done = cut.short(work.takes("slow", ms(10))).await;
                work.all_ended();
                if done.is_none() && !work.calls().is_empty() {
                    work.dropped_at("slow", ms(0));
                }
            });
        });
    }

    /// It makes its call behind its second poll, if it makes one.
    fn of_all_calls(claim: fn(&Work), makes_one: bool) {
        sweep(async |cut| {
            let work = Work::new();
            let slow = work.takes("slow", ms(10));
            let late = async {
                sleep(ms(10)).await;
                if makes_one {
                    slow.await;
                }
            };
            cut.short(late).await;
            claim(&work);
        });
    }

    #[test]
    fn who_was_dropped_before_its_calls_has_none_to_show() {
        let claims: [fn(&Work); 4] = [
            |work| work.all_ended(),
            |work| work.peak_at_most(1),
            |work| work.all_on_this_thread(),
            |work| work.each_on_its_own_task(),
        ];
        for claim in &claims[..3] {
            accepts(|| of_all_calls(*claim, true));
        }
        for claim in claims {
            refuses(Kind::NotStarted, "no call was made at all", || {
                of_all_calls(claim, false);
            });
            // A sweep that is over excuses nobody.
            refuses(Kind::NotStarted, "no call was made at all", || {
                sweep(async |cut| {
                    cut.short(sleep(ms(10))).await;
                });
                claim(&Work::new());
            });
        }
    }

    #[test]
    fn a_refused_sweep_excuses_nobody_after_it() {
        refuses(Kind::WrongResult, "dropped before its first poll", || {
            sweep(async |cut| {
                let done = cut.short(sleep(ms(10))).await;
                equal("what came of it", done, Some(()));
            });
        });
        refuses(Kind::NotStarted, "no call was made at all", || {
            Work::new().all_ended();
        });
    }

    #[test]
    fn what_was_found_ends_the_sweep() {
        let mut rounds = Cell::new(0);
        refuses(Kind::WrongResult, "dropped after poll 1", || {
            sweep(async |cut| {
                rounds.set(rounds.get() + 1);
                let done = cut.short(sleep(ms(10))).await;
                if rounds.get() > 1 && done.is_none() {
                    found(finding(
                        Kind::WrongResult,
                        "it is lost".to_owned(),
                        "…",
                        "…",
                    ));
                }
            });
        });
        assert_eq!(*rounds.get_mut(), 2);
    }

    #[test]
    fn a_future_that_never_gets_anywhere_is_refused() {
        let findings = findings_of(|| {
            sweep(async |cut| {
                let endless = async {
                    loop {
                        tokio::task::yield_now().await;
                    }
                };
                let done: Option<()> = cut.short(endless).await;
                assert!(done.is_none());
            });
        });
        assert_eq!(findings.len(), 1, "{findings:?}");
        let words = "the future is not done after 500 polls";
        assert_eq!(findings[0].observed, words);
        assert_eq!(findings[0].kind, Kind::Hangs);
    }
}
