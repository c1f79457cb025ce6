//! `app` speaks and listens at the same time, and lets go of who is gone.
// no promise: "The web service of the staff." It says what the function is for.
// no promise: "`news` is where the shop tells what happens." It says what the parameter is for.

use axum::Router;
use axum::middleware::map_response;
use axum::response::Response;
use lab::ms;
use proof::prelude::*;
use proof_http::{Client, Socket};
use tokio::sync::broadcast;
use tokio::task::yield_now;
use tokio::time::sleep;

proof::main!(
    what_is_said_is_noted,
    nothing_is_missed_from_the_first_moment,
    news_are_told_while_the_client_is_silent,
    both_sides_speak_when_they_like,
    who_missed_some_is_told_how_many,
    all_that_are_connected_hear_the_news,
    who_reads_nothing_holds_up_nobody,
    a_client_that_closes_is_answered,
    who_closed_is_not_subscribed_any_more,
    who_is_gone_is_not_subscribed_any_more,
    other_messages_get_no_answer,
);

/// The service, and what the shop tells, of which so much is kept for those that are
/// slow.
fn board(kept: usize) -> (Router, broadcast::Sender<String>) {
    let (news, _) = broadcast::channel(kept);
    (exercise::app(news.clone()), news)
}

async fn clerk(service: &Router) -> Socket {
    Socket::connect("clerk", service, "/board").await
}

/// Something happens in the shop. Nobody may be there to hear it.
fn happens(news: &broadcast::Sender<String>, text: &str) {
    let _ = news.send(text.to_owned());
}

fn what_is_said_is_noted() {
    never_blocks("A WebSocket stays open, and both sides speak when");
    promise("each text that the client says is answered with `noted: ` and that text, in order");
    virtual_time(async |clock| {
        let (service, _news) = board(16);
        let mut clerk = clerk(&service).await;
        let long = "tea ".repeat(25_000);
        for text in [
            "more tea",
            "more tea",
            "",
            "  tea ",
            "two\nlines\n",
            "Žofia: \"8 €\"",
            &long,
        ] {
            clerk.says(text).await;
            clerk.hears(&format!("noted: {text}")).await;
        }
        for n in 0..40 {
            clerk.says(&format!("note {n}")).await;
        }
        for n in 0..40 {
            clerk.hears(&format!("noted: note {n}")).await;
        }
        clock.elapsed_is(ms(0), "notes that nobody has to wait for");
    });
}

fn nothing_is_missed_from_the_first_moment() {
    promise("`GET /board` becomes a WebSocket. From the moment when a client has it,");
    look_at("who is subscribed when the response goes to the client?");
    if_it_hangs("a piece of news that happened after the response was never told");
    virtual_time(async |_| {
        let (service, news) = board(16);
        // By the time of the response all has begun that waits for it, and the client is
        // a task that has its turn before those.
        let service = service.layer(map_response(async |response: Response| {
            yield_now().await;
            response
        }));
        happens(&news, "nobody is there yet");
        let tells = news.clone();
        let clerk = tokio::spawn(async move {
            let clerk = clerk(&service).await;
            happens(&tells, "somebody is");
            clerk
        });
        let Ok(mut clerk) = clerk.await else { return };
        clerk.hears("news: somebody is").await;
    });
}

fn news_are_told_while_the_client_is_silent() {
    never_blocks("A WebSocket stays open, and both sides speak when");
    promise("whether the client says anything or not");
    if_it_hangs("the client says nothing, and the service waits until it does");
    virtual_time(async |clock| {
        let (service, news) = board(16);
        let mut clerk = clerk(&service).await;
        for quarter in 1..=3_u64 {
            sleep(ms(900_000)).await;
            happens(&news, &format!("it is {quarter} quarters past nine"));
            let told = format!("news: it is {quarter} quarters past nine");
            clerk.hears(&told).await;
            promise("each piece of news is told as `news: ` and its text, in order and at once");
            clock.elapsed_is(ms(quarter * 900_000), "told as soon as it happens");
        }
    });
}

fn both_sides_speak_when_they_like() {
    promise("each piece of news is told as `news: ` and its text, in order and at once");
    virtual_time(async |clock| {
        let (service, news) = board(16);
        let mut clerk = clerk(&service).await;
        for n in 0..5_u64 {
            let pieces = ["a customer", "a customer", "", "  two\nlines "];
            pieces.map(|piece| happens(&news, piece));
            for piece in pieces {
                clerk.hears(&format!("news: {piece}")).await;
            }
            sleep(ms(30)).await;
            clerk.says("hello").await;
            clerk.hears("noted: hello").await;
            clock.elapsed_is(ms(30 * (n + 1)), "one after another, and nobody waits");
        }
    });
}

fn who_missed_some_is_told_how_many() {
    promise(
        "a client that was too slow and missed some is told how many, as in `missed: 3`, in their place, and then hears the rest",
    );
    for (kept, happen) in [(4, 5), (4, 50), (1, 1_000), (16, 17)] {
        virtual_time(async |_| {
            let (service, news) = board(kept);
            let mut clerk = clerk(&service).await;
            happens(&news, "before");
            clerk.hears("news: before").await;
            // The second time, the first is over.
            for more in [0, 2] {
                let happen = happen + more;
                (0..happen).for_each(|n| happens(&news, &format!("piece {n}")));
                clerk.hears(&format!("missed: {}", happen - kept)).await;
                for n in happen - kept..happen {
                    clerk.hears(&format!("news: piece {n}")).await;
                }
            }
            happens(&news, "after");
            clerk.hears("news: after").await;
            clerk.says("still there").await;
            clerk.hears("noted: still there").await;
        });
    }
}

fn all_that_are_connected_hear_the_news() {
    promise("each piece of news is told as `news: ` and its text, in order and at once");
    virtual_time(async |_| {
        let (service, news) = board(16);
        let mut clerks = Vec::new();
        for n in 0..30 {
            clerks.push(Socket::connect(&format!("clerk {n}"), &service, "/board").await);
        }
        clerks[7].says("only mine").await;
        clerks[7].hears("noted: only mine").await;
        happens(&news, "the bell rings");
        for clerk in &mut clerks {
            clerk.hears("news: the bell rings").await;
        }
    });
    virtual_time(async |_| {
        let ((first, morning), (second, evening)) = (board(16), board(16));
        let (mut early, mut late) = (clerk(&first).await, clerk(&second).await);
        happens(&morning, "good morning");
        happens(&evening, "good evening");
        early.hears("news: good morning").await;
        late.hears("news: good evening").await;
    });
}

fn who_reads_nothing_holds_up_nobody() {
    promise("A client that reads nothing holds up no other one.");
    if_it_hangs("one client reads nothing, and others wait for it");
    virtual_time(async |_| {
        let (service, news) = board(16);
        let _reads_nothing = Socket::connect("who reads nothing", &service, "/board").await;
        let mut clerk = clerk(&service).await;
        let long = "tea ".repeat(250);
        for n in 0..100 {
            happens(&news, &format!("{n} {long}"));
            clerk.hears(&format!("news: {n} {long}")).await;
        }
    });
}

fn a_client_that_closes_is_answered() {
    promise("A client that closes its socket gets the close frame back that the protocol wants.");
    look_at("is the socket read on after a close frame, up to its end?");
    if_it_hangs("the socket does not come to its end: who still holds a half of it?");
    virtual_time(async |_| {
        let (service, news) = board(16);
        clerk(&service).await.closes().await;
        let mut clerk = clerk(&service).await;
        happens(&news, "the bell rings");
        clerk.hears("news: the bell rings").await;
        clerk.says("bye").await;
        clerk.hears("noted: bye").await;
        clerk.closes().await;
    });
}

fn who_closed_is_not_subscribed_any_more() {
    promise("Once a socket is closed, or its client is gone, nobody is subscribed");
    if_it_hangs("the socket does not come to its end: who still holds a half of it?");
    virtual_time(async |_| {
        let tasks = Tasks::baseline();
        let (service, news) = board(16);
        for _ in 0..3 {
            clerk(&service).await.closes().await;
        }
        subscribed_are(&news, 0).await;
        tasks.back_to_baseline().await;
    });
}

fn who_is_gone_is_not_subscribed_any_more() {
    promise(
        "nobody is subscribed to the news for it any more, also if nothing happens in the shop",
    );
    virtual_time(async |_| {
        let tasks = Tasks::baseline();
        let (service, news) = board(16);
        let mut stays = clerk(&service).await;
        let (silent, mut spoke) = (clerk(&service).await, clerk(&service).await);
        spoke.says("I am off").await;
        spoke.hears("noted: I am off").await;
        drop((silent, spoke));
        subscribed_are(&news, 1).await;
        happens(&news, "two are gone");
        stays.hears("news: two are gone").await;
        drop(stays);
        subscribed_are(&news, 0).await;
        tasks.back_to_baseline().await;
    });
    // One that has not read what was told it.
    virtual_time(async |_| {
        let (service, news) = board(16);
        let clerk = clerk(&service).await;
        (0..20).for_each(|_| happens(&news, &"tea ".repeat(500)));
        sleep(ms(10)).await;
        drop(clerk);
        subscribed_are(&news, 0).await;
    });
    virtual_time(async |_| {
        let (service, news) = board(16);
        let asks = Client::of("who asks for no socket", service);
        let status = asks.get("/board").await.status();
        holds(
            (400..500).contains(&status),
            Kind::WrongResult,
            &format!("`GET /board` without an upgrade is answered with {status}"),
            "who asks for no socket has to be told so",
        );
        subscribed_are(&news, 0).await;
    });
}

fn other_messages_get_no_answer() {
    promise("Messages of other kinds get no answer.");
    virtual_time(async |_| {
        let (service, news) = board(16);
        let mut clerk = clerk(&service).await;
        clerk.says_bytes(b"tea").await;
        clerk.says_bytes(b"\xff\xfe").await;
        clerk.says("cups").await;
        clerk.hears("noted: cups").await;
        happens(&news, "all is well");
        clerk.hears("news: all is well").await;
    });
}

/// So many are, once all that can go on has done so.
async fn subscribed_are(news: &broadcast::Sender<String>, n: usize) {
    sleep(ms(10)).await;
    let subscribed = news.receiver_count();
    holds(
        subscribed <= n,
        Kind::Leaks,
        &format!("{subscribed} are subscribed to the news, and {n} clients are connected"),
        "somebody waits for news on behalf of a client that is gone",
    );
    equal("the number of those that are subscribed", subscribed, n);
}
