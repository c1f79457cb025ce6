//! `app` sends each step of an order as it is said, tells who is slow, and forgets who is gone.
// no promise: "The web service of the shop, for those who want to watch." It says what the function is for.

use lab::{Making, Workshop, ms};
use proof::prelude::*;
use proof_http::{Client, Reply};
use std::future::ready;
use tokio::task::yield_now;
use tokio::time::{Instant, sleep_until};

proof::main!(
    the_head_comes_at_once_and_each_step_as_it_is_said,
    steps_come_at_any_time,
    no_step_is_missed_after_the_request,
    a_step_may_have_several_lines,
    the_stream_ends_after_the_last_step,
    only_what_is_being_made_can_be_watched,
    who_is_slow_is_told_what_it_missed,
    nothing_is_kept_beside_the_receiver,
    clients_do_not_concern_each_other,
    who_hangs_up_leaves_nothing_behind,
    a_client_may_hang_up_at_any_step,
    each_service_has_its_own_workshop,
);

/// Say these steps, so many milliseconds from now, and be done at the last.
async fn make(making: Making, steps: &[(u64, &str)]) {
    let start = Instant::now();
    for (at, step) in steps {
        sleep_until(start + ms(*at)).await;
        making.says(step);
    }
}

/// Say these numbers.
fn say(making: &Making, steps: std::ops::Range<usize>) {
    for step in steps {
        making.says(&step.to_string());
    }
}

/// A client of a service with a workshop that makes order 7.
fn shop() -> (Client, Making) {
    let workshop = Workshop::new();
    let making = workshop.begin(7);
    (client("client", &workshop), making)
}

fn client(who: &str, workshop: &Workshop) -> Client {
    Client::of(who, exercise::app(workshop.clone()))
}

async fn watch(client: &Client) -> Reply {
    let reply = client.get("/orders/7/steps").await;
    reply.status_is(200);
    reply
}

fn the_head_comes_at_once_and_each_step_as_it_is_said() {
    never_blocks("No thread is blocked.");
    promise(
        "`GET /orders/7/steps` is answered at once with status 200 and server-sent events (`text/event-stream`)",
    );
    look_at("what is waited for before the response is returned?");
    virtual_time(async |clock| {
        let (client, making) = shop();
        let steps = [(100, "cut"), (200, "sewn"), (300, "packed")];
        let watched = async {
            let mut reply = watch(&client).await;
            clock.ends_at(ms(0), "nothing has to be awaited for the head");
            let kind = reply.header("content-type").unwrap_or_default();
            holds(
                kind.starts_with("text/event-stream"),
                Kind::WrongResult,
                &format!("the header `content-type` is `{kind}`, expected `text/event-stream`"),
                "a browser takes this for a text that is there as a whole",
            );
            promise("each step of order 7 is the data of an event without a name");
            promise("is sent as soon as the workshop says it");
            look_at("who waits for all of the steps before one of them is sent?");
            reply
                .events_are(&steps.map(|(at, step)| (at, "message", step)))
                .await;
        };
        tokio::join!(watched, make(making, &steps));
        clock.ends_at(ms(300), "the last step");
    });
}

fn steps_come_at_any_time() {
    never_blocks("No thread is blocked.");
    promise("is sent as soon as the workshop says it");
    virtual_time(async |clock| {
        let (client, making) = shop();
        let steps = [
            (0, "cut"),
            (0, "sewn"),
            (137, "ironed"),
            (138, "folded"),
            (900_000, "packed"),
        ];
        let watched = async {
            let mut reply = watch(&client).await;
            reply
                .events_are(&steps.map(|(at, step)| (at, "message", step)))
                .await;
        };
        tokio::join!(watched, make(making, &steps));
        // A comment may keep a silent connection awake, each second or less often.
        clock.moves_at_most(20_000, "five steps in 15 minutes");
    });
}

fn no_step_is_missed_after_the_request() {
    promise("No step is missed that comes after the request.");
    look_at("when is the order followed, and what is awaited or polled before that?");
    virtual_time(async |_| {
        let (client, making) = shop();
        making.says("before the request");
        // It is said as soon as the request waits for anything, or is answered.
        let said = async { making.says("cut") };
        let (mut reply, ()) = tokio::join!(watch(&client), said);
        making.says("sewn");
        yield_now().await;
        making.says("packed");
        drop(making);
        let want = ["cut", "sewn", "packed"].map(|step| (0, "message", step));
        reply.events_are(&want).await;
    });
}

fn a_step_may_have_several_lines() {
    promise("A step has one line or several, and is never empty.");
    virtual_time(async |_| {
        let (client, making) = shop();
        let mut reply = watch(&client).await;
        let steps = [
            "cut\nand sewn",
            "cut\n\nand sewn\n",
            "\n",
            " ",
            "  by hand",
            "data: cut",
            "data: cut",
            "event: missed\ndata: 3",
            ": a comment",
            "missed",
            "3",
            "null",
            "\"quoted\"",
            "crème brûlée",
        ];
        for step in steps {
            making.says(step);
        }
        drop(making);
        reply
            .events_are(&steps.map(|step| (0, "message", step)))
            .await;
    });
    virtual_time(async |_| {
        let (client, making) = shop();
        let mut reply = watch(&client).await;
        let step = "a stitch\n".repeat(10_000);
        making.says(&step);
        drop(making);
        let event = reply.next_event().await;
        holds(
            event == Some((0, "message".to_owned(), step)),
            Kind::WrongResult,
            "a step with 10000 lines does not come as it was said",
            "a part of it is lost or changed",
        );
    });
}

fn the_stream_ends_after_the_last_step() {
    promise("When the order is made, the stream ends after its last step.");
    if_it_hangs("the order is made, and something still waits for more");
    for steps in [&[][..], &["cut"], &["cut", "sewn", "packed"]] {
        virtual_time(async |clock| {
            let (client, making) = shop();
            let mut reply = watch(&client).await;
            // All is said before anybody reads it.
            make(
                making,
                &steps.iter().map(|step| (0, *step)).collect::<Vec<_>>(),
            )
            .await;
            let want: Vec<_> = steps.iter().map(|step| (0, "message", *step)).collect();
            reply.events_are(&want).await;
            clock.ends_at(ms(0), "the end of the order");
        });
    }
    virtual_time(async |clock| {
        let (client, making) = shop();
        let watched = async {
            watch(&client)
                .await
                .events_are(&[(100, "message", "cut")])
                .await
        };
        let made = async {
            let start = Instant::now();
            sleep_until(start + ms(100)).await;
            making.says("cut");
            sleep_until(start + ms(250)).await;
            drop(making);
        };
        tokio::join!(watched, made);
        clock.ends_at(ms(250), "the end of the order");
    });
}

fn only_what_is_being_made_can_be_watched() {
    promise(
        "If order 7 is not being made when the request comes, the status is 404, also at once.",
    );
    virtual_time(async |clock| {
        let workshop = Workshop::new();
        let client = client("client", &workshop);
        client.get("/orders/7/steps").await.status_is(404);
        let making = workshop.begin(7);
        client.get("/orders/8/steps").await.status_is(404);
        client.get("/orders/7/steps").await.status_is(200);
        drop(making);
        client.get("/orders/7/steps").await.status_is(404);
        clock.ends_at(ms(0), "an order that may begin later is not waited for");
    });
    // A number of an order is any `u32`.
    for order in [0, 4_294_967_295] {
        virtual_time(async |_| {
            let workshop = Workshop::new();
            let client = client("client", &workshop);
            let path = format!("/orders/{order}/steps");
            client.get(&path).await.status_is(404);
            let making = workshop.begin(order);
            let mut reply = client.get(&path).await;
            reply.status_is(200);
            making.says("cut");
            drop(making);
            reply.events_are(&[(0, "message", "cut")]).await;
        });
    }
}

/// What a client reads of steps that are numbered from 0: how many it missed.
async fn missed_of(steps: usize, reply: &mut Reply) -> usize {
    let (mut next, mut missed) = (0, 0);
    while let Some((_, name, data)) = reply.next_event().await {
        let number = data.parse::<usize>();
        match (name.as_str(), number) {
            ("missed", Ok(several @ 1..)) => {
                missed += several;
                next += several;
            }
            ("message", Ok(number)) if number == next => next += 1,
            _ => {
                let seen = format!(
                    "the event `{name}` with data `{data}` came where {next} steps were told or missed"
                );
                let means = "a client cannot know which steps it has not seen";
                holds(false, Kind::WrongResult, &seen, means);
            }
        }
    }
    equal("the number of steps that were told or missed", next, steps);
    missed
}

fn who_is_slow_is_told_what_it_missed() {
    promise(
        "In the place of those that it missed, it is sent an event with the name `missed`, whose data is their number; then it goes on with the steps that are left.",
    );
    look_at(
        "what does the receiver return when it has missed something, and what becomes of that?",
    );
    // As many as are kept, and some more; all at once, or in two parts.
    for (first, then) in [
        (16, 0),
        (17, 0),
        (19, 0),
        (60, 0),
        (60, 60),
        (3, 40),
        (20, 1),
    ] {
        virtual_time(async |_| {
            let (client, making) = shop();
            let mut reply = watch(&client).await;
            say(&making, 0..first);
            let told = async {
                yield_now().await;
                say(&making, first..first + then);
                drop(making);
            };
            let (missed, ()) = tokio::join!(missed_of(first + then, &mut reply), told);
            let may_miss = first > Workshop::KEPT || then > Workshop::KEPT;
            holds(
                may_miss || missed == 0,
                Kind::WrongResult,
                &format!("{missed} steps were missed, where 16 are kept and {first} were said"),
                "a step is lost that was there to be sent",
            );
        });
    }
}

fn nothing_is_kept_beside_the_receiver() {
    promise(
        "For a client that reads slowly, the workshop keeps some steps, and nobody keeps many more.",
    );
    virtual_time(async |_| {
        let (client, making) = shop();
        let mut reply = watch(&client).await;
        for step in 0..400 {
            making.says(&step.to_string());
            yield_now().await;
        }
        drop(making);
        let missed = missed_of(400, &mut reply).await;
        // A few more may be on their way.
        let kept = 400 - missed;
        holds(
            kept <= Workshop::KEPT + 128,
            Kind::Leaks,
            &format!(
                "{kept} of 400 steps were kept for a client that did not read, where the workshop keeps 16"
            ),
            "for each client that is slow the memory grows, for as long as it does not read",
        );
    });
}

fn clients_do_not_concern_each_other() {
    never_blocks("No thread is blocked.");
    promise(
        "Any number of clients watch at the same time, and what one does changes nothing for the others.",
    );
    virtual_time(async |_| {
        let workshop = Workshop::new();
        let [seven, eight] = [7, 8].map(|order| workshop.begin(order));
        let app = exercise::app(workshop);
        let [ada, bob, eve] = ["Ada", "Bob", "Eve"].map(|who| Client::of(who, app.clone()));
        let (mut first, gone) = (watch(&ada).await, watch(&eve).await);
        let mut slow = watch(&eve).await;
        seven.says("cut");
        let mut late = watch(&bob).await;
        let mut other = bob.get("/orders/8/steps").await;
        drop(gone);
        eight.says("baked");
        drop(eight);
        seven.says("sewn");
        drop(seven);
        let want = [(0, "message", "cut"), (0, "message", "sewn")];
        first.events_are(&want).await;
        late.events_are(&want[1..]).await;
        other.events_are(&[(0, "message", "baked")]).await;
        slow.events_are(&want).await;
    });
    virtual_time(async |clock| {
        let (client, making) = shop();
        let clients = (0..150).map(|_| async {
            let mut reply = watch(&client).await;
            reply
                .events_are(&[(50, "message", "cut"), (100, "message", "sewn")])
                .await;
        });
        let clients = futures::future::join_all(clients);
        tokio::join!(clients, make(making, &[(50, "cut"), (100, "sewn")]));
        clock.ends_at(ms(100), "the last step, whoever watches");
    });
}

fn nobody_follows(making: &Making, when: &str) {
    let followers = making.followers();
    holds(
        followers == 0,
        Kind::Leaks,
        &format!("the client is gone, and {followers} receiver still follows the order{when}"),
        "a receiver that nobody reads is told each step until the order is made",
    );
}

fn who_hangs_up_leaves_nothing_behind() {
    promise("When a client hangs up, its receiver is dropped at once, and no task is left behind.");
    look_at("who holds the receiver, and when is that dropped?");
    for (read, said) in [(0, 0), (0, 2), (1, 1), (1, 3), (2, 2), (0, 40), (1, 40)] {
        virtual_time(async |clock| {
            let (client, making) = shop();
            let tasks = Tasks::baseline();
            let mut reply = watch(&client).await;
            for _ in 0..said {
                making.says("a stitch");
            }
            for _ in 0..read {
                reply.next_event().await;
            }
            // A client that waits for more, and then does not.
            tokio::select! {
                biased;
                _ = reply.next_event(), if read == said => {}
                () = ready(()) => {}
            }
            drop(reply);
            // Who forwards them has one chance to see that.
            yield_now().await;
            nobody_follows(
                &making,
                &format!("; steps that were said: {said}, and read: {read}"),
            );
            tasks.back_to_baseline().await;
            clock.ends_at(ms(0), "the client is gone");
        });
    }
}

fn a_client_may_hang_up_at_any_step() {
    promise("When a client hangs up, its receiver is dropped at once, and no task is left behind.");
    look_at("who holds the receiver, and when is that dropped?");
    sweep(async |cut| {
        let (client, making) = shop();
        let tasks = Tasks::baseline();
        let watched = async {
            let mut reply = watch(&client).await;
            for _ in 0..3 {
                reply.next_event().await;
            }
        };
        let gone = async {
            cut.short(watched).await;
            yield_now().await;
            nobody_follows(&making, "");
            tasks.back_to_baseline().await;
        };
        let said = async {
            let start = Instant::now();
            for (at, step) in [(10, "cut"), (20, "sewn"), (30, "packed")] {
                sleep_until(start + ms(at)).await;
                making.says(step);
            }
        };
        tokio::join!(gone, said);
    });
}

fn each_service_has_its_own_workshop() {
    promise("each step of order 7 is the data of an event without a name");
    virtual_time(async |_| {
        let (first, cutting) = shop();
        let (second, baking) = shop();
        let (mut cut, mut baked) = (watch(&first).await, watch(&second).await);
        cutting.says("cut");
        baking.says("baked");
        drop((cutting, baking));
        cut.events_are(&[(0, "message", "cut")]).await;
        baked.events_are(&[(0, "message", "baked")]).await;
    });
}
