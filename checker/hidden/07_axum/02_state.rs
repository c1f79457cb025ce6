//! `app` counts its visitors, one by one, while any number of them wait for a slow database.
// no promise: "The web service of the shop, to which nobody has come yet." What that means, the rest says.

use axum::http::{Method, Request};
use lab::{Database, Journal, ms};
use proof::prelude::*;
use proof::{Attempt, at_each_step_from_there, held_from_here};
use proof_http::Client;
use serde_json::{Value, json};
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Waker};
use tokio::runtime::Handle;
use tokio::task::JoinHandle;
use tokio::time::sleep;

proof::main!(
    visitors_are_counted_and_told_the_price,
    many_loads_are_under_way_at_once,
    a_number_is_that_of_the_order_of_coming,
    the_number_of_visitors_is_told_at_once,
    who_gets_no_price_was_counted,
    who_hangs_up_was_counted,
    nothing_else_counts,
    a_load_may_take_very_long,
    no_two_have_the_same_number_on_two_threads,
    no_two_have_the_same_number_on_many_threads,
    clones_count_together_and_services_for_themselves,
);

/// A load takes so long.
const LOAD: u64 = 103;

/// A database with this price, of which the first loads fail.
fn database(price: &str, failures: usize) -> Database {
    let database = Database::empty().with_row("tea", price, ms(LOAD));
    database.with_failures("tea", failures)
}

/// A client of a service with this database, and what is loaded.
fn client(database: Database) -> (Client, Journal) {
    let journal = database.journal();
    (Client::of("client", exercise::app(database)), journal)
}

fn page(visitor: u64) -> Value {
    json!({ "visitor": visitor, "price": "4 EUR" })
}

/// Visit as a task of its own: the status and what is told, if it is JSON.
fn visit(client: &Client) -> JoinHandle<(u16, Value)> {
    let client = client.clone();
    tokio::spawn(async move {
        let mut reply = client.get("/tea").await;
        (reply.status(), reply.json().await)
    })
}

/// What they were told. A panic is a finding by itself.
async fn all(visits: Vec<JoinHandle<(u16, Value)>>) -> Vec<(u16, Value)> {
    let visits = futures::future::join_all(visits).await.into_iter();
    visits.map(Result::unwrap_or_default).collect()
}

/// Pages as they are sent.
fn shown(pages: impl IntoIterator<Item = (u16, Value)>) -> Vec<(u16, Written)> {
    let pages = pages.into_iter();
    pages
        .map(|(status, page)| (status, written(page.to_string())))
        .collect()
}

async fn visitors_are(client: &Client, want: u64) {
    let mut reply = client.get("/visitors").await;
    reply.status_is(200);
    reply.json_is(&json!({ "visitors": want })).await;
}

fn visitors_are_counted_and_told_the_price() {
    never_blocks("no thread is blocked");
    virtual_time(async |clock| {
        promise("`GET /tea` counts one more visitor, then loads the row `tea`, once, and answers");
        let (client, loads) = client(database("4 EUR", 0));
        visitors_are(&client, 0).await;
        for visitor in 1..=3 {
            let mut reply = client.get("/tea").await;
            reply.status_is(200);
            reply.header_is("content-type", "application/json");
            reply.json_is(&page(visitor)).await;
        }
        loads.calls_are(&["load tea"; 3]);
        clock.elapsed_is(ms(3 * LOAD), "three loads, one after another");
        promise(
            "with status 200 and JSON that says how many were counted so far: `{\"visitors\": 3}`",
        );
        visitors_are(&client, 3).await;
        visitors_are(&client, 3).await;
    });
    promise("answers with status 200 and JSON: `{\"visitor\": 1, \"price\": \"4 EUR\"}`");
    virtual_time(async |_| {
        for price in ["", "four \"EUR\"", "4 €\n", "null"] {
            let (client, _) = client(database(price, 0));
            let mut reply = client.get("/tea").await;
            reply
                .json_is(&json!({ "visitor": 1, "price": price }))
                .await;
        }
    });
}

fn many_loads_are_under_way_at_once() {
    never_blocks("no thread is blocked");
    for requests in [2, 260] {
        virtual_time(async |clock| {
            promise("Any number of loads are under way at the same time");
            look_at("what does a request hold while it waits for the database?");
            let (client, loads) = client(database("4 EUR", 0));
            let visits = (0..requests).map(|_| visit(&client)).collect();
            let mut got = all(visits).await;
            loads.peak_is(requests);
            clock.elapsed_is(ms(LOAD), "one load, whoever comes beside");
            promise("No two have the same one, also where requests come at the same moment");
            look_at("when is a visitor counted, and when is its number read?");
            got.sort_by_key(|(_, page)| page["visitor"].as_u64());
            let want = (1..=requests as u64).map(|visitor| (200, page(visitor)));
            equal(
                "the list of statuses and pages, by visitor,",
                shown(got),
                shown(want),
            );
            visitors_are(&client, requests as u64).await;
        });
    }
}

fn a_number_is_that_of_the_order_of_coming() {
    promise(
        "Visitors are counted from 1 in the order in which their requests come, and each is told its own number.",
    );
    look_at("when is a visitor counted, and when is its number read?");
    virtual_time(async |_| {
        let (client, _) = client(database("4 EUR", 1));
        let mut visits = Vec::new();
        for _ in 0..5 {
            visits.push(visit(&client));
            sleep(ms(10)).await;
        }
        let got = all(visits).await.into_iter().skip(1);
        let want = [2, 3, 4, 5].map(|visitor| (200, page(visitor)));
        equal(
            "what the second visitor is told and the three after it",
            shown(got),
            shown(want),
        );
    });
}

fn the_number_of_visitors_is_told_at_once() {
    never_blocks("no thread is blocked");
    promise("`GET /visitors` answers at once, also during loads");
    look_at("what does `GET /visitors` wait for?");
    virtual_time(async |clock| {
        let (client, _) = client(database("4 EUR", 0));
        let visits = vec![visit(&client), visit(&client), visit(&client)];
        sleep(ms(50)).await;
        visitors_are(&client, 3).await;
        clock.ends_at(ms(50), "the moment at which it was asked");
        all(visits).await;
        visitors_are(&client, 3).await;
    });
}

fn who_gets_no_price_was_counted() {
    never_blocks("no thread is blocked");
    virtual_time(async |clock| {
        let (client, loads) = client(database("4 EUR", 2));
        promise("If the row cannot be loaded, the status is 503");
        client.get("/tea").await.status_is(503);
        client.get("/tea").await.status_is(503);
        clock.elapsed_is(ms(2 * LOAD), "two loads that fail");
        promise("then loads the row `tea`, once");
        loads.calls_are(&["load tea"; 2]);
        promise("Who was counted stays counted: also who gets a 503");
        visitors_are(&client, 2).await;
        client.get("/tea").await.json_is(&page(3)).await;
    });
}

fn who_hangs_up_was_counted() {
    promise(
        "Who was counted stays counted: also who gets a 503, and who hangs up during the load.",
    );
    look_at("when is a visitor counted, and what happens when its request is dropped?");
    sweep(async |cut| {
        let (client, loads) = client(database("4 EUR", 0));
        let done = cut.short(client.get("/tea")).await;
        let begun = loads.calls().len();
        let counted = client.get("/visitors").await.json().await["visitors"].clone();
        if begun > 0 {
            equal("the number of visitors", &counted, 1);
        }
        // Who was dropped before the load may have been counted or not.
        let counted = counted.as_u64().unwrap_or_default();
        client.get("/tea").await.json_is(&page(counted + 1)).await;
        loads.all_ended();
        if done.is_some() {
            loads.calls_are(&["load tea"; 2]);
        }
    });
}

fn nothing_else_counts() {
    promise("Only `GET /tea` counts anybody.");
    virtual_time(async |_| {
        let (client, loads) = client(database("4 EUR", 0));
        client.get("/").await.status_is(404);
        client.get("/tea/cups").await.status_is(404);
        let post = Request::builder().method(Method::POST).uri("/tea");
        let post = post.body(Default::default()).expect("a request");
        client.send(post).await.status_is(405);
        visitors_are(&client, 0).await;
        equal("the number of loads", loads.calls().len(), 0);
        client.get("/tea").await.json_is(&page(1)).await;
    });
}

fn a_load_may_take_very_long() {
    never_blocks("no thread is blocked");
    promise("`GET /tea` counts one more visitor, then loads the row `tea`, once, and answers");
    virtual_time(async |clock| {
        let slow = Database::empty().with_row("tea", "4 EUR", ms(900_000));
        let (client, loads) = client(slow);
        let mut reply = client.get("/tea").await;
        reply.status_is(200);
        reply.json_is(&page(1)).await;
        clock.elapsed_is(ms(900_000), "a load that takes 15 minutes");
        loads.calls_are(&["load tea"]);
    });
}

/// A visit that has been polled once, on whatever thread.
type Visit = Pin<Box<dyn Future<Output = u64> + Send>>;

/// Part of a request, which is dropped when a handler begins.
struct Here;

impl Drop for Here {
    fn drop(&mut self) {
        held_from_here();
    }
}

fn one_poll(client: Client, visits: &Mutex<Vec<Visit>>) {
    let request = Request::get("/tea").extension(Arc::new(Here));
    let request = request.body(Default::default()).expect("a request");
    let mut visit: Visit = Box::pin(async move {
        let mut reply = client.send(request).await;
        reply.json().await["visitor"].as_u64().unwrap_or_default()
    });
    let pending = visit.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    if pending.is_pending() {
        visits.lock().expect("no panic").push(visit);
    }
}

/// One visitor comes at each step of the way of another one.
fn no_two_have_the_same_number_on_two_threads() {
    promise(
        "No two have the same one, also where requests come at the same moment, on several threads.",
    );
    look_at(
        "a visitor is counted: what may another one do between a look at the number and its change?",
    );
    real_time(async || {
        let (runtime, pairs) = (Handle::current(), Mutex::new(Vec::new()));
        at_each_step_from_there(|| {
            let (client, _) = client(Database::empty().with_row("tea", "4 EUR", ms(1)));
            let (other, runtime) = (client.clone(), runtime.clone());
            let visits = Arc::<Mutex<Vec<Visit>>>::default();
            let (one, two) = (visits.clone(), visits.clone());
            pairs.lock().expect("no panic").push(visits);
            Attempt {
                call: Box::new(move || one_poll(client, &one)),
                meanwhile: Box::new(move || {
                    let _inside = runtime.enter();
                    one_poll(other, &two);
                }),
                then: Box::new(|| {}),
            }
        });
        let pairs = pairs.into_inner().expect("no panic");
        let pairs = pairs.into_iter().map(|visits| async move {
            let visits = std::mem::take(&mut *visits.lock().expect("no panic"));
            let mut numbers = futures::future::join_all(visits).await;
            numbers.sort_unstable();
            numbers
        });
        for numbers in futures::future::join_all(pairs).await {
            equal("the numbers of two visitors", numbers, vec![1, 2]);
        }
    });
}

fn no_two_have_the_same_number_on_many_threads() {
    promise(
        "No two have the same one, also where requests come at the same moment, on several threads.",
    );
    on_workers(4, async || {
        let (client, loads) = client(Database::empty().with_row("tea", "4 EUR", ms(1)));
        let visits = (0..100).map(|_| visit(&client)).collect();
        let got = all(visits).await.into_iter();
        let mut numbers: Vec<_> = got.map(|(_, page)| page["visitor"].as_u64()).collect();
        numbers.sort_unstable();
        let want = (1..=100).map(Some).collect::<Vec<_>>();
        equal("the numbers of the visitors, in order,", numbers, want);
        visitors_are(&client, 100).await;
        equal("the number of loads", loads.calls().len(), 100);
    });
}

fn clones_count_together_and_services_for_themselves() {
    virtual_time(async |_| {
        promise("Clones of this service count together");
        let (one, two) = (exercise::app(database("4 EUR", 0)), database("4 EUR", 0));
        let clones = [Client::of("Ada", one.clone()), Client::of("Bob", one)];
        clones[0].get("/tea").await.json_is(&page(1)).await;
        clones[1].get("/tea").await.json_is(&page(2)).await;
        visitors_are(&clones[0], 2).await;
        promise("each call of `app` makes one that counts for itself");
        let (other, _) = client(two);
        visitors_are(&other, 0).await;
        other.get("/tea").await.json_is(&page(1)).await;
        visitors_are(&clones[1], 2).await;
    });
}
