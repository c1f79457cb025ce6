//! `app` prints after it has answered, and `shutdown` waits for all that it has accepted.
// no promise: "The web service of the shop that prints invoices, and what it prints." It says what the function is for.
// no promise: "The invoices that are accepted and not printed yet." It says what the type is for.
// no promise: "Who has the service keeps them" It says what nobody does.
// no promise: "and awaits their `shutdown` to its end" It says what nobody does.

use exercise::Jobs;
use lab::{Journal, Printer, ms};
use proof::prelude::*;
use proof_http::Client;
use tokio::time::{Instant, sleep};

proof::main!(
    it_is_accepted_at_once_and_printed_afterwards,
    it_waits_for_those_that_have_not_begun,
    many_are_printed_at_once,
    a_shutdown_waits_for_all_of_them,
    it_waits_for_nothing_else,
    each_request_prints_an_invoice,
    a_panic_concerns_no_other_invoice,
    nothing_is_accepted_any_more,
    all_is_accepted_before_the_shutdown_is_awaited,
    clients_may_be_gone,
    a_client_may_hang_up_at_any_step,
    no_task_is_left_behind,
    each_service_has_its_own_jobs,
);

/// A client of a service with this printer, its jobs, and what is printed.
fn shop(printer: Printer) -> (Client, Jobs, Journal) {
    let journal = printer.journal();
    let (router, jobs) = exercise::app(printer);
    (Client::of("client", router), jobs, journal)
}

async fn invoice(client: &Client, order: u32) -> u16 {
    client
        .post(&format!("/orders/{order}/invoice"), "")
        .await
        .status()
}

async fn is_accepted(client: &Client, order: u32) {
    client
        .post(&format!("/orders/{order}/invoice"), "")
        .await
        .status_is(202);
}

/// These invoices were begun, in this order, and printed to their end.
fn are_printed(printed: &Journal, calls: &[&str]) {
    holds(
        !printed.calls().is_empty(),
        Kind::TooEarly,
        "the shutdown returned before anything that was accepted had begun",
        "an invoice that is accepted at the last moment is lost",
    );
    printed.calls_are(calls);
    for call in calls {
        printed.finished(call);
    }
}

fn it_is_accepted_at_once_and_printed_afterwards() {
    never_blocks("No thread is blocked.");
    promise(
        "`POST /orders/7/invoice` is answered at once with status 202, and the invoice of order 7 is printed",
    );
    if_it_hangs("the shutdown waits for something that nobody does or says");
    virtual_time(async |clock| {
        let (client, jobs, printed) = shop(Printer::new().with_latency(7, ms(100)));
        is_accepted(&client, 7).await;
        clock.ends_at(ms(0), "the invoice is printed after the response");
        sleep(ms(10)).await;
        printed.calls_are(&["print 7"]);
        promise("Wait until all of them are printed, or have panicked, however long that takes");
        look_at("what does the shutdown know of the invoices, and what does it do with them?");
        jobs.shutdown().await;
        printed.finished("print 7");
        clock.ends_at(ms(100), "the only invoice");
    });
}

fn a_shutdown_waits_for_all_of_them() {
    never_blocks("No thread is blocked.");
    promise("Wait until all of them are printed, or have panicked, however long that takes");
    for latencies in [[50, 900_000, 200], [900_000, 200, 50], [200, 50, 900_000]] {
        virtual_time(async |clock| {
            let printer = latencies
                .iter()
                .zip(1..)
                .fold(Printer::new(), |printer, (latency, order)| {
                    printer.with_latency(order, ms(*latency))
                });
            let (client, jobs, printed) = shop(printer);
            for order in 1..=3 {
                is_accepted(&client, order).await;
                sleep(ms(10)).await;
            }
            jobs.shutdown().await;
            for order in 1..=3 {
                printed.finished(&format!("print {order}"));
            }
            promise("it returns with the last one, or at once if there are none");
            let ends = latencies
                .iter()
                .zip([0, 10, 20])
                .map(|(latency, begin)| latency + begin);
            clock.ends_at(ms(ends.max().unwrap_or_default()), "the last invoice");
            clock.moves_at_most(100, "three invoices");
        });
    }
}

fn it_waits_for_those_that_have_not_begun() {
    promise("Wait until all of them are printed, or have panicked, however long that takes");
    look_at("from when on does an invoice count?");
    virtual_time(async |clock| {
        let (client, jobs, printed) = shop(Printer::new());
        is_accepted(&client, 7).await;
        // No task had its turn since.
        jobs.shutdown().await;
        are_printed(&printed, &["print 7"]);
        clock.ends_at(ms(100), "the only invoice");
    });
}

fn it_waits_for_nothing_else() {
    promise("it returns with the last one, or at once if there are none");
    if_it_hangs("there is nothing to print, and the shutdown waits all the same");
    virtual_time(async |clock| {
        let (_client, jobs, _) = shop(Printer::new());
        jobs.shutdown().await;
        clock.ends_at(ms(0), "there are no invoices");
    });
    virtual_time(async |clock| {
        let (client, jobs, printed) = shop(Printer::new());
        is_accepted(&client, 7).await;
        sleep(ms(500)).await;
        printed.finished("print 7");
        is_accepted(&client, 8).await;
        sleep(ms(500)).await;
        printed.finished("print 8");
        jobs.shutdown().await;
        clock.ends_at(ms(1_000), "all invoices are printed by then");
    });
}

fn many_are_printed_at_once() {
    never_blocks("No thread is blocked.");
    promise("beside any number of others");
    for orders in [3_u32, 150] {
        virtual_time(async |clock| {
            let (client, jobs, printed) = shop(Printer::new());
            let requests = (0..orders).map(|order| is_accepted(&client, order));
            futures::future::join_all(requests).await;
            jobs.shutdown().await;
            printed.peak_is(orders as usize);
            clock.elapsed_is(ms(100), "one invoice, whatever is printed beside");
        });
    }
}

fn each_request_prints_an_invoice() {
    promise("once for each request");
    virtual_time(async |_| {
        let (client, jobs, printed) = shop(Printer::new());
        for order in [7, 7, 4_294_967_295, 0] {
            is_accepted(&client, order).await;
        }
        sleep(ms(200)).await;
        is_accepted(&client, 7).await;
        jobs.shutdown().await;
        are_printed(
            &printed,
            &[
                "print 7",
                "print 7",
                "print 4294967295",
                "print 0",
                "print 7",
            ],
        );
    });
}

fn a_panic_concerns_no_other_invoice() {
    never_blocks("No thread is blocked.");
    promise("If the printer panics, that concerns no other invoice.");
    if_it_hangs("the shutdown waits for an invoice on which the printer has panicked");
    expect_panic("out of paper");
    // First, in the middle, last, together with others, and alone.
    for (jams, ends) in [(10, 300), (150, 300), (500, 500), (100, 300), (300, 300)] {
        virtual_time(async |clock| {
            let printer =
                Printer::new()
                    .with_latency(2, ms(300))
                    .with_jam(9, "out of paper", ms(jams));
            let (client, jobs, printed) = shop(printer);
            for order in [1, 9, 2] {
                is_accepted(&client, order).await;
            }
            sleep(ms(5)).await;
            jobs.shutdown().await;
            printed.calls_are(&["print 1", "print 9", "print 2"]);
            printed.finished("print 1");
            printed.finished("print 2");
            clock.ends_at(ms(ends), "the last invoice, or the panic");
        });
    }
    virtual_time(async |clock| {
        let (client, jobs, printed) = shop(Printer::new().with_jam(9, "out of paper", ms(10)));
        for order in [1, 2] {
            is_accepted(&client, 9).await;
            is_accepted(&client, 9).await;
            sleep(ms(20)).await;
            is_accepted(&client, order).await;
        }
        jobs.shutdown().await;
        let want = [
            "print 9", "print 9", "print 1", "print 9", "print 9", "print 2",
        ];
        printed.calls_are(&want);
        printed.finished("print 2");
        clock.ends_at(ms(140), "the last invoice");
    });
    virtual_time(async |clock| {
        let (client, jobs, _) = shop(Printer::new().with_jam(9, "out of paper", ms(10)));
        is_accepted(&client, 9).await;
        sleep(ms(5)).await;
        jobs.shutdown().await;
        clock.ends_at(ms(10), "the panic of the only invoice");
    });
}

fn nothing_is_accepted_any_more() {
    never_blocks("No thread is blocked.");
    promise(
        "As soon as it is awaited, a request is answered with status 503, and nothing is printed for it.",
    );
    virtual_time(async |clock| {
        let (client, jobs, printed) = shop(Printer::new());
        is_accepted(&client, 1).await;
        let late = async {
            let (mut statuses, mut waited) = (Vec::new(), ms(0));
            // At once, in the middle, and when all are printed.
            for order in 2..=4 {
                let asked = Instant::now();
                statuses.push(invoice(&client, order).await);
                waited += asked.elapsed();
                sleep(ms(60)).await;
            }
            (statuses, waited)
        };
        let shutdown = async {
            jobs.shutdown().await;
            clock.elapsed()
        };
        let (took, (statuses, waited)) = tokio::join!(shutdown, late);
        let refused = [503, 503, 503];
        equal(
            "the statuses of requests that come too late",
            statuses,
            refused,
        );
        holds(
            waited == ms(0),
            Kind::Late,
            &format!("requests that come too late waited {waited:?} for their status"),
            "whoever is refused waits for the invoices of others",
        );
        equal("the status after that", invoice(&client, 5).await, 503);
        sleep(ms(200)).await;
        are_printed(&printed, &["print 1"]);
        holds(
            took == ms(100),
            Kind::Late,
            &format!(
                "the shutdown took {took:?}, expected 100 ms: the invoice that was accepted before"
            ),
            "it waits for requests that came too late",
        );
    });
    virtual_time(async |_| {
        let (client, jobs, printed) = shop(Printer::new());
        jobs.shutdown().await;
        equal(
            "the status when there were no invoices",
            invoice(&client, 7).await,
            503,
        );
        sleep(ms(200)).await;
        equal("the number of invoices", printed.calls().len(), 0);
    });
}

fn all_is_accepted_before_the_shutdown_is_awaited() {
    promise("As soon as it is awaited, a request is answered with status 503");
    look_at("what closes the service, and when does that happen?");
    virtual_time(async |_| {
        let (client, jobs, printed) = shop(Printer::new());
        let shutdown = jobs.shutdown();
        is_accepted(&client, 7).await;
        shutdown.await;
        are_printed(&printed, &["print 7"]);
        equal("the status after that", invoice(&client, 8).await, 503);
    });
}

fn clients_may_be_gone() {
    promise("and to its end, whether the client is still there or not");
    virtual_time(async |clock| {
        let (client, jobs, printed) = shop(Printer::new());
        is_accepted(&client, 7).await;
        sleep(ms(10)).await;
        // With the client, the last router is gone, too.
        drop(client);
        sleep(ms(10)).await;
        jobs.shutdown().await;
        printed.finished("print 7");
        clock.ends_at(ms(100), "the only invoice");
    });
}

fn a_client_may_hang_up_at_any_step() {
    promise("and to its end, whether the client is still there or not");
    sweep(async |cut| {
        let (client, jobs, printed) = shop(Printer::new());
        let status = cut.short(invoice(&client, 7)).await;
        jobs.shutdown().await;
        if status == Some(202) || !printed.calls().is_empty() {
            are_printed(&printed, &["print 7"]);
        }
    });
}

fn no_task_is_left_behind() {
    promise("leaves no task behind");
    expect_panic("out of paper");
    virtual_time(async |_| {
        let tasks = Tasks::baseline();
        let printer = Printer::new().with_jam(9, "out of paper", ms(10));
        let (client, jobs, _) = shop(printer);
        for order in [7, 9, 8] {
            is_accepted(&client, order).await;
        }
        jobs.shutdown().await;
        tasks.back_to_baseline().await;
        drop(client);
    });
}

fn each_service_has_its_own_jobs() {
    promise("Wait until all of them are printed");
    virtual_time(async |clock| {
        let (first, closes, _) = shop(Printer::new());
        let (second, goes_on, printed) = shop(Printer::new().with_latency(8, ms(500)));
        is_accepted(&first, 7).await;
        is_accepted(&second, 8).await;
        closes.shutdown().await;
        clock.ends_at(ms(100), "the invoice of this service");
        equal(
            "the status of a service that was shut down",
            invoice(&first, 7).await,
            503,
        );
        is_accepted(&second, 9).await;
        goes_on.shutdown().await;
        printed.calls_are(&["print 8", "print 9"]);
        clock.ends_at(ms(500), "the invoices of the other one");
    });
}
