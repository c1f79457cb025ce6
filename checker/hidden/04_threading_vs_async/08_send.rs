//! The future of `job` is `Send`, and makes the same report from the same requests.

use lab::{FakeApi, ms};
use proof::prelude::*;
use std::marker::PhantomData;
use tokio::runtime::Handle;

proof::main!(
    the_future_can_be_sent_to_another_thread,
    the_report_is_made_of_the_same_requests,
    many_reports_can_be_under_way_at_once,
    a_task_of_the_runtime_makes_the_report,
);

fn shop() -> FakeApi {
    FakeApi::empty()
        .with_user(7, "Ada", ms(20))
        .with_orders(7, &["tea", "cups", "tea", "kettle", "tea"], ms(10))
        .with_user(8, "Grace", ms(20))
        .with_orders(8, &["cups", "tea", "cups"], ms(10))
}

/// Whether `T` is `Send`: the compiler takes the method of the type itself where its
/// bound holds, and that of the trait where it does not.
struct Sendable<T>(PhantomData<T>);

trait NotSendable {
    fn is_send(&self) -> bool {
        false
    }
}

impl<T> NotSendable for Sendable<T> {}

impl<T: Send> Sendable<T> {
    fn is_send(&self) -> bool {
        true
    }
}

fn of<T>(_: &T) -> Sendable<T> {
    Sendable(PhantomData)
}

fn the_future_can_be_sent_to_another_thread() {
    look_at("what does `job` itself keep across its `.await`s?");
    let future = exercise::job(shop(), 7);
    holds(
        of(&future).is_send(),
        Kind::WrongResult,
        "the future of `job` is not `Send`",
        "a task that runs it could not continue on another thread",
    );
}

fn the_report_is_made_of_the_same_requests() {
    virtual_time(async |_| {
        let shop = shop();
        let report = exercise::job(shop.clone(), 7).await;
        equal("the report", report, "Ada: 1 x cups, 1 x kettle, 3 x tea");
        shop.journal().happened(&[
            "start orders 7",
            "end orders 7",
            "start user 7",
            "end user 7",
        ]);
    });
}

fn many_reports_can_be_under_way_at_once() {
    virtual_time(async |clock| {
        look_at("what do two reports share?");
        let (ada, grace) = tokio::join!(exercise::job(shop(), 7), exercise::job(shop(), 8));
        equal("the report", ada, "Ada: 1 x cups, 1 x kettle, 3 x tea");
        equal("the other report", grace, "Grace: 2 x cups, 1 x tea");
        clock.elapsed_is(ms(30), "10 ms for the orders and 20 ms for the user");
    });
}

fn a_task_of_the_runtime_makes_the_report() {
    virtual_time(async |_| {
        look_at("`start`, which is to stay as it is");
        let tasks = Handle::current().metrics();
        let report = exercise::start(shop(), 7);
        holds(
            tasks.num_alive_tasks() > 0,
            Kind::NotConcurrent,
            "`start` has returned, and the runtime has no task",
            "something else makes the report, such as a thread that it holds meanwhile",
        );
        let report = report.await.unwrap_or_default();
        equal("the report", report, "Ada: 1 x cups, 1 x kettle, 3 x tea");
    });
}
