//! `logged` knows the request that is served, whoever else is served at the same time.
// no promise: "A task of its own that `work` starts with `tokio::spawn` is not in it, and what `work` owns may be dropped with the number or without." The second half allows, and asks for nothing.

use exercise::logged;
use futures::FutureExt;
use futures::future::{BoxFuture, LocalBoxFuture, join_all};
use lab::ms;
use proof::prelude::*;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, mpsc};
use tokio::runtime::Builder;
use tokio::task::{JoinHandle, yield_now};
use tokio::time::sleep;

proof::main!(
    a_line_carries_the_number_of_its_request,
    requests_take_turns,
    a_request_leaves_nothing_behind,
    a_request_inside_of_another_one_has_its_own_number,
    the_outer_number_is_back_after_a_panic,
    a_task_belongs_to_who_started_it,
    a_call_that_blocks_holds_up_nobody,
    a_call_on_a_thread_belongs_to_who_started_it,
    tasks_are_those_of_tokio,
    requests_keep_their_numbers_on_many_threads,
);

/// Of work of one type, whatever it does: that says nothing of the test.
fn serve<'a, T: 'a>(id: u32, work: impl Future<Output = T> + 'a) -> LocalBoxFuture<'a, T> {
    exercise::serve(id, work.boxed_local()).boxed_local()
}

fn started<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> JoinHandle<T> {
    let work: BoxFuture<'static, T> = work.boxed();
    exercise::spawn_traced(work)
}

fn is_logged(where_: &str, got: String, want: &str) {
    equal(
        &format!("the line that is logged {where_}"),
        got,
        want.to_owned(),
    );
}

fn a_line_carries_the_number_of_its_request() {
    promise("`request 7: paid` while request 7 is served, and `no request: paid`");
    look_at("what is logged where there is no number?");
    virtual_time(async |_| {
        is_logged(
            "before all requests",
            logged("started"),
            "no request: started",
        );
        for (id, want) in [
            (7, "request 7: paid"),
            (0, "request 0: paid"),
            (u32::MAX, "request 4294967295: paid"),
        ] {
            is_logged(
                "in a request",
                serve(id, async { logged("paid") }).await,
                want,
            );
        }
        is_logged("after all requests", logged("closed"), "no request: closed");
        let unpolled = serve(9, async { logged("never") });
        is_logged(
            "beside a request that has not begun",
            logged("opened"),
            "no request: opened",
        );
        drop(unpolled);
    });
}

fn requests_take_turns() {
    promise(
        "after each `.await`, on whatever thread, and whoever else is served at\nthe same time.",
    );
    look_at("two requests are polled in turns by one thread: when is the number set?");
    virtual_time(async |_| {
        let request = async |wait: u64| {
            let mut lines = Vec::new();
            for step in 0..4 {
                lines.push(logged(&format!("step {step}")));
                sleep(ms(wait)).await;
            }
            yield_now().await;
            lines.push(logged("over"));
            lines
        };
        let waits = [(7, 10), (8, 15), (9, 10), (7, 4)];
        let steps = ["step 0", "step 1", "step 2", "step 3", "over"];
        let wanted = waits.map(|(id, _)| {
            let lines = steps.map(|step| format!("request {id}: {step}"));
            expected("what one of four requests logs", lines.to_vec())
        });
        let all = join_all(waits.map(|(id, wait)| serve(id, request(wait)))).await;
        for (wanted, lines) in wanted.into_iter().zip(all) {
            wanted.is(lines);
        }
    });
}

fn a_request_leaves_nothing_behind() {
    promise("Whenever that is polled, and only in it,\nlines carry `id`");
    look_at("what does a poll leave behind when it returns `Pending`?");
    let mut script = PollScript::of(serve(7, async {
        let first = logged("one");
        yield_now().await;
        (first, logged("two"))
    }));
    script.is_pending();
    is_logged(
        "between two polls of a request",
        logged("paid"),
        "no request: paid",
    );
    let (first, second) = script.is_ready();
    is_logged("in the first poll", first, "request 7: one");
    is_logged("in the second poll", second, "request 7: two");
    is_logged("after a request", logged("paid"), "no request: paid");
    let mut script = PollScript::of(serve(8, std::future::pending::<()>()));
    script.is_pending();
    drop(script);
    is_logged(
        "after a request that was dropped",
        logged("paid"),
        "no request: paid",
    );
}

fn a_request_inside_of_another_one_has_its_own_number() {
    promise("A request that is served inside of another one has its own number");
    promise("lines carry that of the outer one again");
    look_at("which number is set again after a poll of the inner one?");
    promise("Serves request `id`: does what `work` does.");
    virtual_time(async |_| {
        let inner = async {
            sleep(ms(10)).await;
            logged("inner")
        };
        let outer = serve(1, async {
            let before = logged("outer");
            let mut dropped = serve(3, std::future::pending::<()>());
            let both = futures::future::join(serve(2, inner), async {
                sleep(ms(5)).await;
                let _ = (&mut dropped).now_or_never();
                logged("beside")
            });
            let (inner, beside) = both.await;
            drop(dropped);
            yield_now().await;
            [before, inner, beside, logged("after")]
        });
        let want = [
            "request 1: outer",
            "request 2: inner",
            "request 1: beside",
            "request 1: after",
        ];
        equal(
            "what is logged in a request and in one inside of it",
            outer.await,
            want.map(str::to_owned),
        );
    });
}

fn the_outer_number_is_back_after_a_panic() {
    promise("or has panicked, lines carry that of the outer one again");
    look_at("what is done after a poll that ends with a panic?");
    expect_panic("no tea left");
    virtual_time(async |_| {
        let fails = async |id| {
            let work = serve(id, async {
                yield_now().await;
                if id > 0 {
                    panic!("no tea left");
                }
            });
            let _ = AssertUnwindSafe(work).catch_unwind().await;
        };
        let line = serve(1, async {
            fails(2).await;
            logged("outer")
        });
        is_logged(
            "after a panic inside of request 1",
            line.await,
            "request 1: outer",
        );
        fails(3).await;
        is_logged(
            "after a request that panicked",
            logged("closed"),
            "no request: closed",
        );
        let _ = serve(4, async { started(async { panic!("no tea left") }) })
            .await
            .await;
        is_logged(
            "after a task that panicked",
            started(async { logged("sent") }).await.unwrap_or_default(),
            "no request: sent",
        );
    });
}

fn a_task_belongs_to_who_started_it() {
    promise("It belongs to the request that starts it, if there\nis one, also when that is over.");
    look_at("who asks for the number, and when?");
    virtual_time(async |_| {
        let child = || async {
            sleep(ms(20)).await;
            let first = logged("child");
            let grandchild = started(async {
                yield_now().await;
                logged("grandchild")
            });
            [first, grandchild.await.unwrap_or_default()]
        };
        let inner = async { serve(8, async { started(child()) }).await };
        let (seven, eight) = serve(7, async { (started(child()), inner.await) }).await;
        let nobody = started(child());
        let lines = async |task: JoinHandle<[String; 2]>| task.await.unwrap_or_default();
        let want = ["request 7: child", "request 7: grandchild"].map(str::to_owned);
        equal(
            "what a task of request 7 and one that it started log",
            lines(seven).await,
            want,
        );
        let want = ["request 8: child", "request 8: grandchild"].map(str::to_owned);
        equal(
            "what a task of request 8, inside of it, and one that it started log",
            lines(eight).await,
            want,
        );
        let want = ["no request: child", "no request: grandchild"].map(str::to_owned);
        equal(
            "what a task of no request and one that it started log",
            lines(nobody).await,
            want,
        );
        promise("A task of its own that `work` starts with `tokio::spawn` is not in it");
        let plain = serve(7, async { tokio::spawn(async { logged("sent") }) });
        let line = plain.await.await.unwrap_or_default();
        is_logged("in a task of `tokio::spawn`", line, "no request: sent");
    });
}

fn boxed<T: 'static>(work: impl FnOnce() -> T + Send + 'static) -> Box<dyn FnOnce() -> T + Send> {
    Box::new(work)
}

fn a_call_on_a_thread_belongs_to_who_started_it() {
    promise("It\nbelongs to the request that starts it, if there is one, also when that is over.");
    look_at("who asks for the number: the thread, or whoever starts the call?");
    expect_panic("no room left");
    // All calls get the same thread: it must not keep what an earlier call left there.
    let runtime = Builder::new_current_thread()
        .max_blocking_threads(1)
        .build();
    let Ok(runtime) = runtime else {
        return;
    };
    runtime.block_on(async {
        let call = || exercise::spawn_blocking_traced(boxed(|| logged("saved")));
        for _ in 0..2 {
            for (id, want) in [(7, "request 7: saved"), (8, "request 8: saved")] {
                let line = serve(id, async { call() }).await.await;
                is_logged("by a call on a thread", line.unwrap_or_default(), want);
                let line = call().await.unwrap_or_default();
                is_logged(
                    "by a call on a thread that no request made",
                    line,
                    "no request: saved",
                );
            }
            let panics =
                async { exercise::spawn_blocking_traced(boxed(|| panic!("no room left"))) };
            let ended: Result<(), _> = serve(9, panics).await.await;
            let panicked = ended.is_err_and(|error| error.is_panic());
            equal("whether a call that panicked says so", panicked, true);
            let line = call().await.unwrap_or_default();
            is_logged("after a call that panicked", line, "no request: saved");
        }
    });
}

fn a_call_that_blocks_holds_up_nobody() {
    promise("Calls `work` on a thread for calls that block, as tokio's `spawn_blocking` does.");
    never_blocks("Calls `work` on a thread for calls that block");
    real_time(async || {
        for in_request in [true, false] {
            let (tell, told) = mpsc::channel::<()>();
            let start = async {
                exercise::spawn_blocking_traced(boxed(move || told.recv_timeout(ms(2_000)).is_ok()))
            };
            let call = match in_request {
                true => serve(7, start).await,
                false => start.await,
            };
            // A task that makes the call gets its turn, and waits for what is told after it.
            sleep(ms(1)).await;
            drop(tell.send(()));
            let heard = call.await.unwrap_or_default();
            holds(
                heard,
                Kind::BlocksRuntime,
                "the call waited for a task, which had no turn meanwhile",
                "the thread of the runtime made the call itself, and could do nothing else",
            );
        }
    });
}

fn tasks_are_those_of_tokio() {
    promise("Starts a task as `tokio::spawn` does.");
    virtual_time(async |clock| {
        let owned = Arc::new(());
        let task = |id, own| {
            serve(id, async {
                started(async move {
                    sleep(ms(50)).await;
                    drop(own);
                })
            })
        };
        let first = task(1, Some(Arc::clone(&owned))).await;
        let second = task(2, None).await;
        yield_now().await;
        first.abort();
        let aborted = first.await.is_err_and(|error| error.is_cancelled());
        equal(
            "whether a task that was aborted is cancelled",
            aborted,
            true,
        );
        holds(
            Arc::strong_count(&owned) == 1,
            Kind::Leaks,
            "a task was aborted and has ended, and `work` goes on",
            "the handle belongs to another task than `work`",
        );
        equal(
            "whether the other one came to its end",
            second.await.is_ok(),
            true,
        );
        clock.elapsed_is(ms(50), "two tasks that were started at once");
    });
}

fn requests_keep_their_numbers_on_many_threads() {
    promise("on whatever thread");
    look_at("a task goes on on another thread: what does that one know?");
    let runtime = Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    let Ok(runtime) = runtime else {
        return;
    };
    let wrong = runtime.block_on(async {
        let request = |id| async move {
            let (mut wrong, want) = (None, format!("request {id}: paid"));
            for _ in 0..200 {
                yield_now().await;
                let line = logged("paid");
                if line != want {
                    wrong = Some(line);
                }
            }
            wrong.map(|line| (id, line))
        };
        let tasks = (1..=8).map(|id| tokio::spawn(exercise::serve(id, request(id).boxed())));
        let ended = join_all(tasks.collect::<Vec<_>>()).await;
        ended.into_iter().filter_map(Result::ok).flatten().next()
    });
    if let Some((id, line)) = wrong {
        let seen =
            format!("on two threads, one of eight requests logs `{line}`, and its number is {id}");
        holds(
            false,
            Kind::WrongResult,
            &seen,
            "the number has to go where the request goes",
        );
    }
}
