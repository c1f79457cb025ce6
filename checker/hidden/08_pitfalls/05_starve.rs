//! `import` gives the other tasks of its thread their turns, whatever comes at once.
// no promise: "(Articles that are there together may be taken together before the first of them is stored.)" It leaves a choice.

use futures::stream::{self, BoxStream};
use futures::{StreamExt, stream::iter};
use lab::ms;
use proof::prelude::*;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::sync::Notify;
use tokio::task::yield_now;
use tokio::time::{Instant, sleep};

proof::main!(
    others_have_their_turns_where_all_articles_are_there,
    others_have_their_turns_between_and_after_pauses,
    every_article_is_stored_in_its_order,
    articles_are_stored_as_soon_as_they_are_there,
    articles_that_are_there_take_no_time,
    a_long_silence_is_waited_for,
    others_have_their_turns_between_two_imports,
);

/// So many turns are drawn.
const DRAWN: u64 = 10;

/// Another task, which is ready as soon as something is stored.
struct Heart {
    stored: Arc<Notify>,
    /// What was stored since its last turn, and the most between two.
    since: Arc<AtomicUsize>,
    most: AtomicUsize,
}

impl Heart {
    fn beats() -> Self {
        let (stored, since) = (Arc::new(Notify::new()), Arc::new(AtomicUsize::new(0)));
        let (news, count, lamp) = (stored.clone(), since.clone(), Work::new());
        // It is dropped with the runtime of the test.
        drop(tokio::spawn(async move {
            for turn in 0_u64.. {
                news.notified().await;
                count.store(0, Ordering::Relaxed);
                if turn < DRAWN {
                    lamp.mark("turn of another task");
                }
            }
        }));
        Self {
            stored,
            since,
            most: AtomicUsize::new(0),
        }
    }

    fn one_is_stored(&self) {
        let since = self.since.fetch_add(1, Ordering::Relaxed) + 1;
        self.most.fetch_max(since, Ordering::Relaxed);
        self.stored.notify_one();
    }

    fn had_its_turns(&self) {
        let most = self.most.load(Ordering::Relaxed);
        holds(
            most <= 256,
            Kind::BlocksRuntime,
            &format!(
                "{most} articles were stored between two turns of another task, expected 256 at most"
            ),
            "a task that finds everything ready keeps its thread, and all others stand still",
        );
    }
}

/// Of one type, whatever it is: that says nothing of the test.
type Articles = BoxStream<'static, u32>;

async fn import(articles: Articles, mut store: impl FnMut(u32)) {
    let store: Box<dyn FnMut(u32) + '_> = Box::new(&mut store);
    exercise::import(articles, store).await;
}

fn ready(count: u32) -> Articles {
    iter(0..count).boxed()
}

/// So many articles come at once, and after each such burst there is a pause.
fn bursts(count: u32, of: u32, pause: Duration) -> Articles {
    stream::unfold(0, move |burst| async move {
        if burst == count {
            return None;
        }
        sleep(pause).await;
        Some((iter(burst * of..(burst + 1) * of), burst + 1))
    })
    .flatten()
    .boxed()
}

fn others_have_their_turns_where_all_articles_are_there() {
    promise(
        "never are more than 256 articles stored in a row without such a turn, be it at the beginning, in between or at the end, also where all of them are there at once.",
    );
    look_at("which `.await` of the loop is ever not ready?");
    for count in [1_000, 257, 300, 10_003] {
        virtual_time(async |_| {
            let (heart, work) = (Heart::beats(), Work::new());
            let call = work.begin("import");
            import(ready(count), |_| heart.one_is_stored()).await;
            call.finish();
            heart.had_its_turns();
        });
    }
    // It is a task like others, and not the first one.
    virtual_time(async |_| {
        for _ in 0..3 {
            yield_now().await;
        }
        let heart = Heart::beats();
        let (import, other) = (import(ready(3_000), |_| heart.one_is_stored()), async {
            for _ in 0..100 {
                yield_now().await;
            }
        });
        tokio::join!(import, other);
        heart.had_its_turns();
    });
}

fn others_have_their_turns_between_two_imports() {
    promise("Imports that follow each other without a turn count together.");
    look_at(
        "a second import follows at once: how many articles have been stored in a row by then?",
    );
    for count in [200, 255, 256] {
        virtual_time(async |_| {
            let heart = Heart::beats();
            for _ in 0..3 {
                import(ready(count), |_| heart.one_is_stored()).await;
            }
            heart.had_its_turns();
        });
    }
}

fn others_have_their_turns_between_and_after_pauses() {
    promise("Meanwhile the other tasks of this thread have their turns");
    look_at("since when are articles counted, and what begins that count anew?");
    for of in [200, 255, 256, 300, 1_000] {
        virtual_time(async |_| {
            let heart = Heart::beats();
            import(bursts(7, of, ms(10)), |_| heart.one_is_stored()).await;
            heart.had_its_turns();
        });
    }
}

fn every_article_is_stored_in_its_order() {
    promise("Call `store` for each of `articles`, in their order");
    for count in [0, 1, 2, 100, 127, 128, 129, 255, 256, 257, 1_000, 3_333] {
        virtual_time(async |_| {
            let want = expected("the list of articles", (0..count).collect::<Vec<_>>());
            let mut stored = Vec::new();
            import(ready(count), |article| stored.push(article)).await;
            want.is(stored);
        });
    }
    promise("until there are no more");
    virtual_time(async |_| {
        let mut stored = Vec::new();
        import(iter([7, 7, 0, 7, 3]).boxed(), |article| {
            stored.push(article)
        })
        .await;
        equal("the list of articles", stored, [7, 7, 0, 7, 3]);
    });
}

fn articles_are_stored_as_soon_as_they_are_there() {
    promise("in their order and as soon as it is there");
    for (count, of) in [(6, 1), (5, 3), (4, 300)] {
        virtual_time(async |clock| {
            let (begin, mut late) = (Instant::now(), Vec::new());
            import(bursts(count, of, ms(10)), |article| {
                let due = ms(10) * (article / of + 1);
                if begin.elapsed() != due {
                    late.push((article, begin.elapsed().as_millis()));
                }
            })
            .await;
            holds(
                late.is_empty(),
                Kind::Late,
                &format!(
                    "article {} was stored after {} ms, expected {} ms",
                    late.first().map_or(0, |late| late.0),
                    late.first().map_or(0, |late| late.1),
                    late.first().map_or(0, |late| (late.0 / of + 1) * 10)
                ),
                "an article that was there was kept waiting",
            );
            clock.ends_at(ms(10) * count, "the last article");
        });
    }
}

fn articles_that_are_there_take_no_time() {
    never_blocks("No thread is blocked.");
    promise("articles that are there take no time on the clock");
    virtual_time(async |clock| {
        import(ready(10_000), |_| {}).await;
        clock.ends_at(ms(0), "articles that are there");
        promise("Wait for nothing besides articles and turns");
        import(ready(1), |_| {}).await;
        import(ready(0), |_| {}).await;
        clock.ends_at(ms(0), "articles that are there");
    });
}

fn a_long_silence_is_waited_for() {
    promise("While none is there, sleep until the next one, however long.");
    virtual_time(async |clock| {
        let mut stored = 0;
        import(bursts(3, 2, ms(900_000)), |_| stored += 1).await;
        clock.ends_at(ms(2_700_000), "the last article");
        equal("the number of articles", stored, 6);
        clock.moves_at_most(30, "three articles after long pauses");
    });
}
