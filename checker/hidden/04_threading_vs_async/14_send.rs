//! The future of `job` is `Send`, and makes the same report from the same requests.

// no promise: "`Ada: 1 x cups, 2 x tea`" It is an example.
// no promise: "Start the report as a task of the runtime." It comes as it is to stay, which is asked.

use futures::future::join_all;
use lab::{FakeApi, ms};
use proof::prelude::*;
use std::collections::BTreeMap;
use std::marker::PhantomData;
use tokio::runtime::Handle;

proof::main!(
    the_future_can_be_sent_to_another_thread,
    the_report_is_made_of_the_same_requests,
    each_report_asks_anew,
    who_has_bought_nothing_is_reported_too,
    every_order_counts,
    many_reports_can_be_under_way_at_once,
    so_they_can_on_several_threads,
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
    promise("Its future is `Send`.");
    look_at("what does `job` itself keep across its `.await`s?");
    let future = exercise::job(shop().0, 7);
    holds(
        of(&future).is_send(),
        Kind::WrongResult,
        "the future of `job` is not `Send`",
        "a task that runs it could not continue on another thread",
    );
}

const REQUESTS: [&str; 4] = [
    "start orders 7",
    "end orders 7",
    "start user 7",
    "end user 7",
];

fn the_report_is_made_of_the_same_requests() {
    virtual_time(async |_| {
        promise("What `customer` has bought, in the order of the alphabet");
        let (shop, [ada, _]) = shop();
        let wanted = expected("the report", ada);
        wanted.is(exercise::job(shop.clone(), 7).await);
        promise("It asks once for the orders, and when they are there, once for the user.");
        shop.journal().happened(&REQUESTS);
    });
}

fn each_report_asks_anew() {
    virtual_time(async |_| {
        promise("It asks once for the orders, and when they are there, once for the user.");
        look_at("what does a report take from an earlier one?");
        for name in articles::<2>() {
            let [item] = articles();
            let shop = FakeApi::empty()
                .with_user(7, name, ms(20))
                .with_orders(7, &[item], ms(10));
            let wanted = expected("the report", format!("{name}: 1 x {item}"));
            wanted.is(exercise::job(shop.clone(), 7).await);
            shop.journal().happened(&REQUESTS);
        }
    });
}

fn who_has_bought_nothing_is_reported_too() {
    virtual_time(async |_| {
        promise("Who has bought nothing is reported as well: `Ada: `.");
        let shop = FakeApi::empty()
            .with_user(7, "Ada", ms(20))
            .with_orders(7, &[], ms(10));
        let wanted = expected("the report", "Ada: ");
        wanted.is(exercise::job(shop.clone(), 7).await);
        shop.journal().happened(&REQUESTS);
    });
}

fn every_order_counts() {
    never_blocks("It blocks no thread.");
    virtual_time(async |_| {
        promise("What `customer` has bought, in the order of the alphabet");
        look_at("how large can a count be, and what is put in order?");
        // Ten come before two where the lines are sorted, and not the things.
        let [many, ten, two] = [300 + number(0..9) as usize, 10, 2];
        let counts = [("Tea", two), ("rope", many), ("tea", ten), ("teapot", 1)];
        let mut orders: Vec<&str> = Vec::new();
        for (item, count) in counts {
            orders.extend(std::iter::repeat_n(item, count));
        }
        orders.reverse();
        let shop = FakeApi::empty()
            .with_user(7, "Ada", ms(20))
            .with_orders(7, &orders, ms(10));
        let report = format!("Ada: {two} x Tea, {many} x rope, {ten} x tea, 1 x teapot");
        let wanted = expected("the report", report);
        wanted.is(exercise::job(shop, 7).await);
    });
}

/// So many customers, each with an order of its own, and the reports on them.
fn customers(customers: u32) -> (FakeApi, Vec<String>) {
    let (mut shop, mut reports) = (FakeApi::empty(), Vec::new());
    for customer in 0..customers {
        let [item] = articles();
        let name = format!("customer {customer}");
        shop = shop
            .with_user(customer, &name, ms(20))
            .with_orders(customer, &[item, item], ms(10));
        reports.push(format!("{name}: 2 x {item}"));
    }
    (shop, reports)
}

fn many_reports_can_be_under_way_at_once() {
    const MANY: u32 = 300;
    virtual_time(async |clock| {
        promise("Many reports may be under way at once");
        look_at("what do two reports share?");
        let (shop, reports) = customers(MANY);
        let wanted = expected("the list of reports", reports);
        let all = (0..MANY).map(|customer| exercise::job(shop.clone(), customer));
        let reports = join_all(all).await;
        wanted.is(reports);
        clock.elapsed_is(ms(30), "10 ms for the orders and 20 ms for the user");
    });
}

fn so_they_can_on_several_threads() {
    const MANY: u32 = 40;
    on_workers(3, async || {
        promise("on one thread or several");
        look_at("what do two reports share, and what does a thread keep for the next one?");
        let (shop, reports) = customers(MANY);
        let wanted = expected("the list of reports", reports);
        let all = (0..MANY).map(|customer| exercise::start(shop.clone(), customer));
        let all: Vec<_> = all.collect();
        let mut reports = Vec::new();
        for report in all {
            reports.push(report.await.unwrap_or_default());
        }
        wanted.is(reports);
    });
}

fn a_task_of_the_runtime_makes_the_report() {
    virtual_time(async |_| {
        promise("This function is right as it is.");
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
