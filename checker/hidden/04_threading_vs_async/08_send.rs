//! The future of `job` is `Send`, and makes the same report from the same requests.

use futures::future::join_all;
use lab::{FakeApi, ms};
use proof::prelude::*;
use std::collections::BTreeMap;
use std::marker::PhantomData;
use tokio::runtime::Handle;

proof::main!(
    the_future_can_be_sent_to_another_thread,
    the_report_is_made_of_the_same_requests,
    many_reports_can_be_under_way_at_once,
    a_task_of_the_runtime_makes_the_report,
);

/// A shop that two customers have ordered from, and the reports on both.
fn shop() -> (FakeApi, [String; 2]) {
    let [a, b, c] = articles();
    let mut want = [[3, 1, 1], [1, 2, 0]].map(|counts| {
        let counts = counts.map(|count: u64| count + number(0..2));
        BTreeMap::from([(a, counts[0]), (b, counts[1]), (c, counts[2])])
    });
    want[1].retain(|_, count| *count > 0);
    // The first of an article come before the second ones.
    let orders = want.clone().map(|counts| {
        let round = |n| counts.iter().filter(move |(_, count)| **count > n);
        let items = (0..9).flat_map(|n| round(n).rev().map(|(article, _)| *article));
        items.collect::<Vec<_>>()
    });
    let shop = FakeApi::empty()
        .with_user(7, "Ada", ms(20))
        .with_orders(7, &orders[0], ms(10))
        .with_user(8, "Grace", ms(20))
        .with_orders(8, &orders[1], ms(10));
    let report = |name: &str, counts: &BTreeMap<&str, u64>| {
        let lines = counts
            .iter()
            .map(|(article, count)| format!("{count} x {article}"));
        format!("{name}: {}", lines.collect::<Vec<_>>().join(", "))
    };
    (shop, [report("Ada", &want[0]), report("Grace", &want[1])])
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
    let future = exercise::job(shop().0, 7);
    holds(
        of(&future).is_send(),
        Kind::WrongResult,
        "the future of `job` is not `Send`",
        "a task that runs it could not continue on another thread",
    );
}

fn the_report_is_made_of_the_same_requests() {
    virtual_time(async |_| {
        let (shop, [ada, _]) = shop();
        let wanted = expected("the report", ada);
        wanted.is(exercise::job(shop.clone(), 7).await);
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
        let (shop, reports) = shop();
        let wanted = expected("the list of reports", reports);
        let both = [7, 8].map(|customer| exercise::job(shop.clone(), customer));
        let reports = join_all(both).await;
        wanted.is(reports);
        clock.elapsed_is(ms(30), "10 ms for the orders and 20 ms for the user");
    });
}

fn a_task_of_the_runtime_makes_the_report() {
    virtual_time(async |_| {
        look_at("`start`, which is to stay as it is");
        let tasks = Handle::current().metrics();
        let (shop, [ada, _]) = shop();
        let wanted = expected("the report", ada);
        let report = exercise::start(shop, 7);
        holds(
            tasks.num_alive_tasks() > 0,
            Kind::NotConcurrent,
            "`start` has returned, and the runtime has no task",
            "something else makes the report, such as a thread that it holds meanwhile",
        );
        wanted.is(report.await.unwrap_or_default());
    });
}
