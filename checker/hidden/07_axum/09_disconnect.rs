//! `app` brings payments to their end without their clients, and stops searches with theirs.
// no promise: "The web service of the shop, for payments and for a look around." It says what the function is for.

use lab::{Bank, Catalogue, Journal, NotPaid, ms};
use proof::prelude::*;
use proof_http::Client;
use serde_json::json;
use tokio::task::yield_now;
use tokio::time::{sleep, timeout};

proof::main!(
    a_payment_is_made_and_then_answered,
    a_payment_goes_on_when_the_client_hangs_up,
    a_client_of_a_payment_may_hang_up_at_any_moment,
    a_search_is_answered,
    a_search_stops_when_the_client_hangs_up,
    a_client_of_a_search_may_hang_up_at_any_step,
    each_way_to_get_no_receipt_has_a_status,
    a_panic_of_the_bank_is_answered,
    what_fails_without_a_client_is_not_tried_again,
    no_request_waits_for_another,
    each_request_is_one_payment,
    it_may_take_very_long,
    no_task_is_left,
    each_service_has_its_own_bank,
);

/// A client of a service with this bank, and what the bank is asked.
fn shop(bank: Bank) -> (Client, Journal) {
    let asked = bank.journal();
    let router = exercise::app(bank, Catalogue::empty());
    (Client::of("client", router), asked)
}

/// The status of the request to pay this order.
async fn pay(client: &Client, order: u32) -> u16 {
    client
        .post(&format!("/orders/{order}/pay"), "")
        .await
        .status()
}

/// Order 7 was paid once, and nothing else was asked.
fn is_paid(asked: &Journal) {
    let lines = asked.lines();
    let means = "money is reserved, and the order is never paid";
    if let Some(lost) = lines.iter().find_map(|line| line.strip_prefix("drop ")) {
        holds(
            false,
            Kind::TooEarly,
            &format!("`{lost}` was dropped half-way"),
            means,
        );
    }
    let committed = lines.iter().any(|line| line == "start commit 7");
    holds(
        committed,
        Kind::TooEarly,
        "`commit 7` was not begun by then",
        means,
    );
    asked.calls_are(&["reserve 7", "commit 7"]);
    asked.finished("reserve 7");
    asked.finished("commit 7");
}

fn a_payment_is_made_and_then_answered() {
    never_blocks("no thread is blocked");
    promise(
        "`POST /orders/7/pay` pays order 7: the money is reserved, and then what is reserved is committed.",
    );
    virtual_time(async |clock| {
        let bank = Bank::new()
            .with_latency("reserve 7", ms(30))
            .with_latency("commit 7", ms(80));
        let (client, asked) = shop(bank);
        let mut reply = client.post("/orders/7/pay", "").await;
        reply.status_is(200);
        promise(
            "When that is done, the answer has the status 200 and the number of the receipt as its body.",
        );
        is_paid(&asked);
        clock.ends_at(ms(110), "30 ms to reserve, and 80 ms to commit");
        reply.text_is("1").await;
        let mut reply = client.post("/orders/8/pay", "").await;
        reply.status_is(200);
        reply.text_is("2").await;
    });
}

fn a_payment_goes_on_when_the_client_hangs_up() {
    promise(
        "Once it has begun, it is brought to its end, and happens once, even if the client hangs up at any moment.",
    );
    look_at(
        "which future does the payment belong to, and what happens to it when the client is gone?",
    );
    sweep(async |cut| {
        let (client, asked) = shop(Bank::new());
        let status = cut.short(pay(&client, 7)).await;
        sleep(ms(1_000)).await;
        if let Some(status) = status {
            equal("the status of a client that stays", status, 200);
        }
        if status.is_some() || !asked.calls().is_empty() {
            is_paid(&asked);
        }
    });
}

fn a_client_of_a_payment_may_hang_up_at_any_moment() {
    promise(
        "Once it has begun, it is brought to its end, and happens once, even if the client hangs up at any moment.",
    );
    look_at(
        "which future does the payment belong to, and what happens to it when the client is gone?",
    );
    // While it is reserved, between the two, and while it is committed.
    for patience in [1, 49, 50, 51, 60, 99] {
        virtual_time(async |_| {
            let (client, asked) = shop(Bank::new());
            let status = timeout(ms(patience), pay(&client, 7)).await;
            equal("a client that does not wait", status.is_err(), true);
            sleep(ms(1_000)).await;
            is_paid(&asked);
            let end = asked.calls().last().and_then(|call| call.end);
            equal("the end of the payment", end, Some(ms(100)));
        });
    }
}

fn a_search_is_answered() {
    never_blocks("no thread is blocked");
    promise(
        "`GET /search/tea` answers with status 200 and the articles that the catalogue finds, as JSON: `[\"Assam\", \"Sencha\"]`.",
    );
    virtual_time(async |clock| {
        let catalogue = Catalogue::sample().with_articles("old", &["a \"new\" one", ""], ms(10));
        let searched = catalogue.journal();
        let client = Client::of("client", exercise::app(Bank::new(), catalogue));
        for (word, articles) in [
            ("tea", json!(["Assam", "Sencha"])),
            ("old", json!(["a \"new\" one", ""])),
            ("kettles", json!([])),
            ("tea", json!(["Assam", "Sencha"])),
        ] {
            let mut reply = client.get(&format!("/search/{word}")).await;
            reply.status_is(200);
            reply.header_is("content-type", "application/json");
            reply.json_is(&articles).await;
        }
        let want = ["search tea", "search old", "search kettles", "search tea"];
        searched.calls_are(&want);
        clock.ends_at(ms(610), "one search after another");
    });
}

fn a_search_stops_when_the_client_hangs_up() {
    promise("If the client hangs up, the search stops at once.");
    look_at(
        "which future does the search belong to, and what happens to it when the client is gone?",
    );
    for patience in [1, 100, 299] {
        virtual_time(async |_| {
            let catalogue = Catalogue::sample();
            let searched = catalogue.journal();
            let client = Client::of("client", exercise::app(Bank::new(), catalogue));
            let found = timeout(ms(patience), client.get("/search/tea")).await;
            equal("a client that does not wait", found.is_err(), true);
            // A task that was aborted is dropped when the runtime comes by.
            yield_now().await;
            sleep(ms(1_000)).await;
            searched.calls_are(&["search tea"]);
            searched.dropped_at("search tea", ms(patience));
        });
    }
}

fn a_client_of_a_search_may_hang_up_at_any_step() {
    promise("If the client hangs up, the search stops at once.");
    sweep(async |cut| {
        let tasks = Tasks::baseline();
        let catalogue = Catalogue::sample();
        let searched = catalogue.journal();
        let client = Client::of("client", exercise::app(Bank::new(), catalogue));
        let found = cut.short(client.get("/search/tea")).await;
        yield_now().await;
        if found.is_none() && !searched.calls().is_empty() {
            searched.calls_are(&["search tea"]);
            searched.cancelled("search tea");
        }
        drop(client);
        tasks.back_to_baseline().await;
    });
}

const FAILURES: [(NotPaid, u16); 2] = [(NotPaid::Declined, 402), (NotPaid::Unreachable, 503)];

fn each_way_to_get_no_receipt_has_a_status() {
    never_blocks("no thread is blocked");
    for (error, status) in FAILURES {
        for (call, want) in [
            ("reserve 7", &["reserve 7"][..]),
            ("commit 7", &["reserve 7", "commit 7"]),
        ] {
            virtual_time(async |clock| {
                promise("If there is no receipt, the status is");
                let (client, asked) = shop(Bank::new().with_failure(call, error));
                equal(
                    &format!("the status where `{call}` fails: {error}"),
                    pay(&client, 7).await,
                    status,
                );
                promise("and nothing is tried again");
                asked.calls_are(want);
                clock.ends_at(
                    ms(50 * want.len() as u64),
                    "each call to the bank takes 50 ms",
                );
                sleep(ms(60_000)).await;
                asked.calls_are(want);
                promise("402 if the bank says no");
                promise("503 if it cannot be reached");
                promise("Each request is one payment.");
                equal(
                    "the status of another payment after that",
                    pay(&client, 8).await,
                    200,
                );
            });
        }
    }
}

fn a_panic_of_the_bank_is_answered() {
    never_blocks("no thread is blocked");
    promise("500 if its program panics");
    if_it_hangs("the bank has panicked, and somebody waits for its answer");
    expect_panic("no route to the vault");
    for (call, want) in [
        ("reserve 7", &["reserve 7"][..]),
        ("commit 7", &["reserve 7", "commit 7"]),
    ] {
        virtual_time(async |_| {
            let (client, asked) = shop(Bank::new().with_panic(call, "no route to the vault"));
            let (panics, pays) = tokio::join!(pay(&client, 7), pay(&client, 8));
            equal(&format!("the status where `{call}` panics"), panics, 500);
            equal("the status of another payment beside", pays, 200);
            equal(
                "the status of another payment after that",
                pay(&client, 9).await,
                200,
            );
            sleep(ms(60_000)).await;
            let calls = asked.calls().into_iter().map(|call| call.item);
            let calls: Vec<_> = calls.filter(|call| call.ends_with(" 7")).collect();
            equal("what the bank was asked for order 7", calls, want);
        });
    }
}

fn what_fails_without_a_client_is_not_tried_again() {
    promise("and nothing is tried again");
    expect_panic("no route to the vault");
    let failures = ["reserve 7", "commit 7"].map(|call| {
        let [no, gone] = FAILURES.map(|(error, _)| Bank::new().with_failure(call, error));
        [
            no,
            gone,
            Bank::new().with_panic(call, "no route to the vault"),
        ]
        .map(|bank| (call, bank))
    });
    for (call, bank) in failures.into_iter().flatten() {
        virtual_time(async |_| {
            let (client, asked) = shop(bank);
            let status = timeout(ms(20), pay(&client, 7)).await;
            equal("a client that does not wait", status.is_err(), true);
            sleep(ms(60_000)).await;
            let both = ["reserve 7", "commit 7"];
            asked.calls_are(&both[..1 + usize::from(call == "commit 7")]);
        });
    }
}

fn each_request_is_one_payment() {
    promise("Each request is one payment.");
    virtual_time(async |_| {
        let (client, asked) = shop(Bank::new());
        for (order, receipt) in [(7, "1"), (7, "2"), (0, "3"), (4_294_967_295_u32, "4")] {
            let mut reply = client.post(&format!("/orders/{order}/pay"), "").await;
            reply.status_is(200);
            reply.text_is(receipt).await;
        }
        let (first, second) = tokio::join!(pay(&client, 9), pay(&client, 9));
        equal("the statuses", (first, second), (200, 200));
        asked.calls_are(&[
            "reserve 7",
            "commit 7",
            "reserve 7",
            "commit 7",
            "reserve 0",
            "commit 0",
            "reserve 4294967295",
            "commit 4294967295",
            "reserve 9",
            "reserve 9",
            "commit 9",
            "commit 9",
        ]);
    });
}

fn no_request_waits_for_another() {
    never_blocks("no thread is blocked");
    promise("No request waits for another one");
    virtual_time(async |clock| {
        let (client, asked) = shop(Bank::new());
        let payments = (0..150).map(|order| pay(&client, order));
        let statuses = futures::future::join_all(payments).await;
        asked.peak_is(150);
        clock.elapsed_is(ms(100), "one payment, whoever pays beside");
        equal(
            "the number of payments",
            statuses.iter().filter(|status| **status == 200).count(),
            150,
        );
    });
    virtual_time(async |clock| {
        let bank = Bank::new().with_latency("commit 7", ms(10_000));
        let client = Client::of("client", exercise::app(bank, Catalogue::sample()));
        let gone = timeout(ms(60), pay(&client, 7)).await;
        equal("a client that does not wait", gone.is_err(), true);
        let search = client.get("/search/tea");
        let (again, other, found) = tokio::join!(pay(&client, 7), pay(&client, 8), async {
            let status = search.await.status();
            clock.ends_at(ms(360), "the search");
            status
        });
        equal("the statuses", (again, other, found), (200, 200, 200));
        clock.ends_at(ms(10_110), "the longest payment");
    });
}

fn it_may_take_very_long() {
    never_blocks("no thread is blocked");
    promise("Once it has begun, it is brought to its end");
    virtual_time(async |clock| {
        let bank = Bank::new().with_latency("commit 7", ms(900_000));
        let catalogue = Catalogue::empty().with_articles("tea", &["Assam"], ms(900_000));
        let asked = bank.journal();
        let client = Client::of("client", exercise::app(bank, catalogue));
        let (status, mut found) = tokio::join!(pay(&client, 7), client.get("/search/tea"));
        equal("the statuses", (status, found.status()), (200, 200));
        promise("answers with status 200 and the articles that the catalogue finds");
        found.json_is(&json!(["Assam"])).await;
        promise("Once it has begun, it is brought to its end");
        is_paid(&asked);
        clock.ends_at(ms(900_050), "a payment that takes 15 minutes");
        clock.moves_at_most(100, "a payment and a search");
        let gone = timeout(ms(100), pay(&client, 7)).await;
        equal("a client that does not wait", gone.is_err(), true);
        sleep(ms(1_000_000)).await;
        let calls = asked.lines();
        equal(
            "what became of a payment that takes 15 minutes",
            calls.last().map(String::as_str),
            Some("end commit 7"),
        );
    });
}

fn no_task_is_left() {
    promise("When a request and its payment are over, no task is left of them.");
    expect_panic("no route to the vault");
    virtual_time(async |_| {
        let tasks = Tasks::baseline();
        let bank = Bank::new().with_panic("commit 9", "no route to the vault");
        let client = Client::of("client", exercise::app(bank, Catalogue::sample()));
        for order in [7, 9] {
            pay(&client, order).await;
            let gone = timeout(ms(10), pay(&client, order)).await;
            equal("a client that does not wait", gone.is_err(), true);
        }
        client.get("/search/tea").await.status_is(200);
        let gone = timeout(ms(10), client.get("/search/tea")).await;
        equal("a client that does not wait", gone.is_err(), true);
        sleep(ms(100)).await;
        drop(client);
        tasks.back_to_baseline().await;
    });
}

fn each_service_has_its_own_bank() {
    promise("Each request is one payment.");
    virtual_time(async |_| {
        let (first, asked) = shop(Bank::new());
        let (second, other) = shop(Bank::new());
        for (client, order) in [(first, 7), (second, 8)] {
            let mut reply = client.post(&format!("/orders/{order}/pay"), "").await;
            reply.status_is(200);
            reply.text_is("1").await;
        }
        is_paid(&asked);
        other.calls_are(&["reserve 8", "commit 8"]);
    });
}
