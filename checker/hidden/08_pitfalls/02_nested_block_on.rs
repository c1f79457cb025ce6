//! `total` asks rules that block where they may, and the runtime goes on.
// no promise: "A rule that makes prices, and knows nothing of async." It says what the trait is for.
// no promise: "The price of this article in cents." It says what comes.
// no promise: "It does not panic." It says what comes.
// no promise: "(The calls may come one after another, in any order, or at once.)" It leaves a choice.
// no promise: "(If this is dropped, the calls that are left may be made or not.)" It leaves a choice.

use exercise::Rule;
use lab::ms;
use proof::prelude::*;
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Waker};
use tokio::runtime::Handle;
use tokio::sync::oneshot;
use tokio::task::yield_now;
use tokio::time::{advance, sleep};

proof::main!(
    a_rule_may_wait_for_futures,
    the_runtime_goes_on_while_a_rule_blocks,
    a_rule_may_wait_for_another_task,
    the_task_that_waits_goes_on_besides,
    another_total_does_not_wait,
    whoever_waits_is_woken,
    the_task_that_asked_last_is_woken,
    a_call_may_take_hours,
    prices_are_added_up,
);

/// A rule that does something, and asks twice the number of the article.
struct Does<F> {
    asked: Mutex<Vec<u32>>,
    work: F,
}

impl<F: Fn() + Send + Sync + 'static> Rule for Does<F> {
    fn price(&self, article: u32) -> u64 {
        self.asked
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(article);
        (self.work)();
        2 * u64::from(article)
    }
}

/// The sum for these articles, each of which was asked for.
async fn total(articles: &[u32], work: impl Fn() + Send + Sync + 'static) -> u64 {
    let work: Box<dyn Fn() + Send + Sync> = Box::new(work);
    let rule = Arc::new(Does {
        asked: Mutex::default(),
        work,
    });
    let mut want = articles.to_vec();
    want.sort_unstable();
    let want = expected("the list of articles that the rule was asked for", want);
    let sum = exercise::total(rule.clone(), articles.to_vec()).await;
    let mut asked = rule
        .asked
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .clone();
    asked.sort_unstable();
    want.is(asked);
    sum
}

fn a_rule_may_wait_for_futures() {
    promise(
        "The call may take long, blocks its thread meanwhile, and may wait for futures with `Handle::block_on`.",
    );
    look_at("which thread makes the call, and what else does that thread run?");
    if_it_hangs(
        "the rule waits for a timer, and the thread that runs the timers waits for the rule",
    );
    real_time(async || {
        let runtime = Handle::current();
        let sum = total(&[7, 1], move || {
            runtime.block_on(async { sleep(ms(2)).await })
        })
        .await;
        equal("the sum", sum, 16);
    });
    on_workers(2, async || {
        let task = tokio::spawn(async {
            let runtime = Handle::current();
            total(&[7, 1, 1], move || {
                runtime.block_on(async { sleep(ms(2)).await })
            })
            .await
        });
        // A panic is a finding by itself.
        equal("the sum", task.await.ok(), Some(18));
    });
}

fn the_runtime_goes_on_while_a_rule_blocks() {
    promise(
        "However long a call takes, the runtime goes on with all of its other tasks, also if it has a single thread",
    );
    real_time(async || {
        let runtime = Liveness::of_this_runtime();
        let sum = total(&[3, 4, 5], move || runtime.goes_on_during("price")).await;
        equal("the sum", sum, 24);
    });
}

/// The task that the rule waits for runs on the only thread.
fn a_rule_may_wait_for_another_task() {
    promise("the runtime goes on with all of its other tasks");
    if_it_hangs(
        "the rule waits for a task, and the thread that would run the task waits for the rule",
    );
    real_time(async || {
        let runtime = Handle::current();
        let sum = total(&[20], move || {
            let (news, heard) = oneshot::channel();
            drop(runtime.spawn(async move { news.send(()) }));
            let _ = heard.blocking_recv();
        })
        .await;
        equal("the sum", sum, 40);
    });
}

/// A rule that blocks until the sender is dropped or says something.
fn blocks() -> (Sender<()>, impl Fn() + Send + Sync + 'static) {
    let (go, wait) = mpsc::channel();
    let wait = Mutex::new(wait);
    let work = move || {
        let _ = wait.lock().unwrap_or_else(PoisonError::into_inner).recv();
    };
    (go, work)
}

/// Also where a thread could be taken out of the runtime.
fn the_task_that_waits_goes_on_besides() {
    promise("so does the task that waits with all that it does besides");
    if_it_hangs(
        "the rule waits for something that its task does besides, and that task is blocked by the rule",
    );
    on_workers(2, async || {
        let task = tokio::spawn(async {
            let (go, work) = blocks();
            tokio::join!(total(&[9, 1], work), async move { drop(go) }).0
        });
        // A panic is a finding by itself.
        equal("the sum", task.await.ok(), Some(20));
    });
}

fn another_total_does_not_wait() {
    promise("Another total does not wait for this one.");
    if_it_hangs("a total waits for another one, the rule of which blocks");
    real_time(async || {
        let (goes, blocked): (Vec<_>, Vec<_>) = (0..20).map(|_| blocks()).unzip();
        let blocked = blocked.into_iter().map(|work| total(&[9], work));
        let last = async {
            let sum = total(&[4, 1], || {}).await;
            drop(goes);
            sum
        };
        let (sums, sum) = tokio::join!(futures::future::join_all(blocked), last);
        equal("the sum", sum, 10);
        equal("the list of sums", sums, vec![18; 20]);
    });
}

fn whoever_waits_is_woken() {
    promise(
        "The task that waits is woken when the prices are there, and does not look again and again.",
    );
    if_it_hangs("the prices are there, and nobody says so to the task that waits");
    real_time(async || {
        let (go, work) = blocks();
        let mut sum = Box::pin(total(&[9], work));
        let mut polls = 0;
        let mut go = Some(go);
        let sum = std::future::poll_fn(|context| {
            polls += 1;
            let polled = sum.as_mut().poll(context);
            if polled.is_pending() && polls == 1 {
                // The rule blocks for a while, in which nothing happens.
                let go = go.take();
                drop(tokio::spawn(async move {
                    sleep(ms(200)).await;
                    drop(go);
                }));
            }
            polled
        })
        .await;
        equal("the sum", sum, 18);
        holds(
            polls <= 5,
            Kind::BusyWaits,
            &format!("the task was polled {polls} times while one price was being made"),
            "it asks again and again whether the price is there",
        );
    });
}

/// It was in the hands of another task before, as in a set of futures.
fn the_task_that_asked_last_is_woken() {
    promise("The task that waits is woken when the prices are there");
    if_it_hangs("the prices are there, and another task is woken than the one that asked last");
    real_time(async || {
        let (go, work) = blocks();
        let mut sum = Box::pin(total(&[9], work));
        let another = &mut Context::from_waker(Waker::noop());
        holds(
            sum.as_mut().poll(another).is_pending(),
            Kind::TooEarly,
            "`total` returned while a price was being made",
            "it does not wait for the rule",
        );
        let (sum, ()) = tokio::join!(sum, async move { drop(go) });
        equal("the sum", sum, 18);
    });
}

fn a_call_may_take_hours() {
    promise("However long a call takes");
    real_time(async || {
        let (go, work) = blocks();
        tokio::time::pause();
        let hours = async move {
            for _ in 0..5 {
                advance(ms(3_600_000)).await;
                yield_now().await;
            }
            drop(go);
        };
        let (sum, ()) = tokio::join!(total(&[9], work), hours);
        equal("the sum", sum, 18);
    });
}

fn prices_are_added_up() {
    promise(
        "Ask `rule` for the price of each of `articles`, once for each time that it comes, and return the sum of the prices.",
    );
    real_time(async || {
        for (articles, want) in [
            ([].as_slice(), 0),
            (&[0], 0),
            (&[21], 42),
            (&[1, 20, 1], 44),
            (&[u32::MAX, u32::MAX, 3], 4 * u64::from(u32::MAX) + 6),
        ] {
            if articles.is_empty() {
                promise("No articles are no cents.");
            }
            equal("the sum", total(articles, || {}).await, want);
            promise("return the sum of the prices");
        }
        let many: Vec<u32> = (0..300).collect();
        equal("the sum", total(&many, || {}).await, 89_700_u64);
    });
}
