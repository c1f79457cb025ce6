//! `app` tells the name of a customer, to many at once, and says why where it cannot.
// no promise: "The web service of the shop." It says what the function is for.

use lab::{Customers, Journal, ms};
use proof::prelude::*;
use proof_http::Client;
use serde_json::json;

proof::main!(
    a_customer_is_looked_up_and_told,
    names_are_told_as_they_are,
    an_id_may_be_any_u32,
    each_way_to_get_no_name_has_a_status,
    what_is_no_id_is_not_looked_up,
    every_other_path_is_not_found,
    many_lookups_are_under_way_at_once,
    one_that_fails_changes_nothing_for_the_others,
    each_request_makes_a_lookup,
    a_lookup_may_take_very_long,
    each_service_has_its_own_customers,
);

/// A client of a service with these customers, and what is looked up.
fn client(customers: Customers) -> (Client, Journal) {
    if_it_hangs("a lookup is never made, or a thread is blocked that waits for it");
    let journal = customers.journal();
    (Client::of("client", exercise::app(customers)), journal)
}

fn a_customer_is_looked_up_and_told() {
    never_blocks("no thread is blocked");
    promise(
        "`GET /customers/7` looks customer 7 up and answers with status 200 and JSON, of the type `application/json`: `{\"id\": 7, \"name\": \"Ada\"}`.",
    );
    virtual_time(async |clock| {
        let customers = Customers::none().with_customer(7, "Ada", ms(20));
        let (client, lookups) = client(customers.with_customer(12, "Bob", ms(30)));
        for (id, name) in [(7, "Ada"), (12, "Bob")] {
            let mut reply = client.get(&format!("/customers/{id}")).await;
            reply.status_is(200);
            reply.header_is("content-type", "application/json");
            reply.json_is(&json!({ "id": id, "name": name })).await;
        }
        lookups.calls_are(&["find 7", "find 12"]);
        clock.elapsed_is(ms(50), "one lookup after another");
    });
}

fn names_are_told_as_they_are() {
    promise("answers with status 200 and JSON");
    virtual_time(async |_| {
        for name in ["", "Ada \"the Countess\" \\ L.", "Žofia\nKovács", "null"] {
            let (client, _) = client(Customers::none().with_customer(7, name, ms(1)));
            let mut reply = client.get("/customers/7").await;
            reply.status_is(200);
            reply.json_is(&json!({ "id": 7, "name": name })).await;
        }
    });
}

fn an_id_may_be_any_u32() {
    promise("if what stands in the place of the id is not a `u32`");
    virtual_time(async |_| {
        for id in [0, 255, 256, 70_000, 2_147_483_648, u32::MAX] {
            let (client, _) = client(Customers::none().with_customer(id, "Ada", ms(1)));
            let mut reply = client.get(&format!("/customers/{id}")).await;
            reply.status_is(200);
            reply.json_is(&json!({ "id": id, "name": "Ada" })).await;
        }
    });
}

fn each_way_to_get_no_name_has_a_status() {
    never_blocks("no thread is blocked");
    virtual_time(async |_| {
        let customers = Customers::none()
            .with_customer(7, "Ada", ms(1))
            .with_nobody(8, ms(20))
            .with_outage(9, ms(500));
        let (client, lookups) = client(customers);
        promise("Where there is no name to tell, the status is");
        client.get("/customers/8").await.status_is(404);
        promise("404 if there is no such customer, and for every other path");
        client.get("/customers/4294967295").await.status_is(404);
        promise("503 if the customers cannot be read");
        client.get("/customers/9").await.status_is(503);
        lookups.calls_are(&["find 8", "find 4294967295", "find 9"]);
        promise("400 if what stands in the place of the id is not a `u32`");
        client.get("/customers/seven").await.status_is(400);
    });
}

fn what_is_no_id_is_not_looked_up() {
    promise("400 if what stands in the place of the id is not a `u32`; nothing is looked up then");
    virtual_time(async |_| {
        let customers = Customers::none().with_customer(7, "Ada", ms(1));
        let (client, lookups) = client(customers.with_customer(0, "nobody", ms(1)));
        for id in [
            "Ada",
            "-7",
            "7.0",
            "7a",
            "4294967296",
            "99999999999999999999",
            "%207",
        ] {
            client.get(&format!("/customers/{id}")).await.status_is(400);
        }
        let lines = lookups.lines();
        holds(
            lines.is_empty(),
            Kind::WrongResult,
            &format!("this was looked up: {}", lines.join(", ")),
            "what is no id was made into one",
        );
    });
}

fn every_other_path_is_not_found() {
    promise("404 if there is no such customer, and for every other path");
    virtual_time(async |_| {
        let (client, lookups) = client(Customers::none().with_customer(7, "Ada", ms(1)));
        for path in ["/customers/7/orders", "/customers", "/", "/orders/7"] {
            client.get(path).await.status_is(404);
        }
        equal("the number of lookups", lookups.calls().len(), 0);
    });
}

fn many_lookups_are_under_way_at_once() {
    never_blocks("no thread is blocked");
    promise("Any number of them are under way at the same time");
    for requests in [3_usize, 150] {
        virtual_time(async |clock| {
            let customers = (1..=150).fold(Customers::none(), |customers, id| {
                customers.with_customer(id, &format!("customer {id}"), ms(20))
            });
            let (client, lookups) = client(customers);
            let requests = 1..=requests;
            let want = requests.clone().count();
            let replies = requests.map(|id| {
                let client = client.clone();
                async move {
                    let mut reply = client.get(&format!("/customers/{id}")).await;
                    reply.status_is(200);
                    let name = format!("customer {id}");
                    reply.json_is(&json!({ "id": id, "name": name })).await;
                }
            });
            futures::future::join_all(replies).await;
            lookups.peak_is(want);
            clock.elapsed_is(ms(20), "one lookup, whoever asks beside");
        });
    }
}

fn one_that_fails_changes_nothing_for_the_others() {
    promise("Any number of them are under way at the same time");
    virtual_time(async |_| {
        let customers = Customers::none()
            .with_outage(1, ms(10))
            .with_customer(2, "Ada", ms(20))
            .with_nobody(3, ms(30))
            .with_customer(4, "Bob", ms(40));
        let (client, _) = client(customers);
        let paths = ["1", "2", "3", "four", "4"];
        let replies = paths.map(|id| {
            let client = client.clone();
            async move { client.get(&format!("/customers/{id}")).await.status() }
        });
        let got = futures::future::join_all(replies).await;
        equal(
            "the statuses of requests at the same time",
            got,
            vec![503, 200, 404, 400, 200],
        );
    });
}

fn each_request_makes_a_lookup() {
    promise("A request makes one lookup.");
    virtual_time(async |_| {
        let customers = Customers::none().with_customer(7, "Ada", ms(20));
        let (client, lookups) = client(customers.with_outage(9, ms(20)));
        for path in [
            "/customers/7",
            "/customers/7",
            "/customers/9",
            "/customers/9",
        ] {
            client.get(path).await;
        }
        tokio::join!(client.get("/customers/7"), client.get("/customers/7"));
        lookups.calls_are(&["find 7", "find 7", "find 9", "find 9", "find 7", "find 7"]);
    });
}

fn a_lookup_may_take_very_long() {
    never_blocks("no thread is blocked");
    promise("`GET /customers/7` looks customer 7 up and answers with status 200");
    virtual_time(async |clock| {
        let (client, lookups) = client(Customers::none().with_customer(7, "Ada", ms(900_000)));
        client.get("/customers/7").await.status_is(200);
        clock.elapsed_is(ms(900_000), "a lookup that takes 15 minutes");
        lookups.calls_are(&["find 7"]);
    });
}

fn each_service_has_its_own_customers() {
    promise("The web service of the shop.");
    virtual_time(async |_| {
        let (first, _) = client(Customers::none().with_customer(7, "Ada", ms(1)));
        let (second, _) = client(Customers::none().with_customer(7, "Bob", ms(1)));
        for (client, name) in [(first, "Ada"), (second, "Bob")] {
            let mut reply = client.get("/customers/7").await;
            reply.json_is(&json!({ "id": 7, "name": name })).await;
        }
    });
}
