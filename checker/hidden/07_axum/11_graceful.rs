//! `run` comes to an end: nothing that is under way is lost, and nothing holds it up.
// no promise: "How a service ended." It says what the type is for.
// no promise: "Nothing was under way any more." It says what the variant is for.
// no promise: "Something was, and the time was over." It says what the variant is for.
// no promise: "what is under way then ends with the program" Nothing can be seen of it here.
// no promise: "SIGTERM is what `kill` sends, or a container that is stopped; SIGINT is Ctrl-C." It says who sends them.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::routing::get;
use exercise::Ended;
use futures::{FutureExt, StreamExt};
use lab::ms;
use proof::Signal;
use proof::prelude::*;
use proof_http::Visitor;
use std::cell::Cell;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::{Notify, Semaphore, oneshot};
use tokio::time::{Instant, sleep, timeout};
use tokio_util::sync::CancellationToken;

proof::main!(
    it_serves_until_it_is_told_to_stop,
    an_idle_service_ends_at_once,
    it_may_be_told_to_stop_before_it_begins,
    a_request_that_is_under_way_is_answered,
    a_body_that_is_under_way_is_sent_whole,
    nobody_can_connect_any_more,
    an_idle_connection_is_closed,
    pages_that_never_end_do_so,
    a_request_that_hangs_is_cut_off,
    the_grace_begins_when_it_is_told_to_stop,
    one_that_hangs_does_not_hold_up_the_others,
    sigterm_tells_it_to_stop,
    sigint_tells_it_to_stop,
);

/// Much longer than anybody waits here.
const LONG: Duration = ms(3_600_000);

/// What does not happen on the busiest machine.
const PATIENCE: Duration = ms(1_500);

/// What the pages of a service have in common.
#[derive(Clone)]
struct Shop {
    /// A slow page is asked for.
    asked: Arc<Semaphore>,
    /// Lets one slow page go on.
    go_on: Arc<Semaphore>,
    made: Arc<AtomicUsize>,
}

impl Shop {
    fn new() -> Self {
        Self {
            asked: Arc::new(Semaphore::new(0)),
            go_on: Arc::new(Semaphore::new(0)),
            made: Arc::default(),
        }
    }

    /// `/` is there at once, `/slow` when it is let go on, `/hangs` never. The head of
    /// `/body` is there at once, and its end when it is let go on. `/news` ends when the
    /// service closes.
    fn pages(&self, closing: CancellationToken) -> Router {
        self.made.fetch_add(1, Ordering::SeqCst);
        let (slow, hangs, body) = (self.clone(), self.clone(), self.clone());
        let is_closing = closing.clone();
        let slow = async move || {
            slow.waits().await;
            "placed"
        };
        let hangs = async move || {
            hangs.asked.add_permits(1);
            std::future::pending::<()>().await
        };
        let body = async move || {
            let rest = async move {
                body.waits().await;
                Bytes::from_static(b"end")
            };
            let pieces = futures::stream::once(async { Bytes::from_static(b"begin, ") });
            Body::from_stream(pieces.chain(rest.into_stream()).map(Ok::<_, Infallible>))
        };
        let news = async move || {
            let closing = closing.cancelled_owned().map(|()| "good night");
            let first = futures::stream::once(async { "nothing new, " });
            let news = first.chain(closing.into_stream());
            Body::from_stream(news.map(Ok::<_, Infallible>))
        };
        Router::new()
            .route("/", get(async move || told(&is_closing)))
            .route("/slow", get(slow))
            .route("/hangs", get(hangs))
            .route("/body", get(body))
            .route("/news", get(news))
    }

    fn boxed(self) -> Box<dyn FnOnce(CancellationToken) -> Router> {
        Box::new(move |closing| self.pages(closing))
    }

    async fn waits(&self) {
        self.asked.add_permits(1);
        take(&self.go_on).await;
    }
}

/// Wait for a permit, and use it up.
async fn take(permits: &Semaphore) {
    if let Ok(permit) = permits.acquire().await {
        permit.forget();
    }
}

/// A service that runs, as its clients see it.
struct Night {
    shop: Shop,
    addr: SocketAddr,
    stop: Cell<Option<oneshot::Sender<()>>>,
    /// When it was told to stop.
    told: Cell<Option<Instant>>,
    /// It has ended.
    over: Notify,
}

fn told(token: &CancellationToken) -> &'static str {
    match token.is_cancelled() {
        true => "the token is cancelled",
        false => "the token is not cancelled",
    }
}

impl Night {
    async fn visitor(&self, who: &str) -> Visitor {
        Visitor::connect(who, self.addr).await
    }

    /// A slow page is asked for, and its handler has begun.
    async fn is_asked(&self) {
        let asked = timeout(PATIENCE, take(&self.shop.asked));
        holds(
            asked.await.is_ok(),
            Kind::NotStarted,
            "a page was asked for, and its handler was never called",
            "customers wait for a service that does not serve",
        );
    }

    /// One slow page is let go on.
    fn goes_on(&self) {
        self.shop.go_on.add_permits(1);
    }

    fn stops(&self) {
        self.told.set(Some(Instant::now()));
        drop(self.stop.take());
    }

    async fn turns_everybody_away(&self) {
        Visitor::is_turned_away(self.addr).await;
    }
}

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    Drained,
    CutOff,
}

/// Run a service beside `clients`, who tell it to stop. Returns how it ended, and how
/// long after that.
async fn runs(grace: Duration, clients: impl AsyncFnOnce(&Night)) -> (How, Duration) {
    let listener = listener().await;
    let addr = listener.local_addr().expect("it has an address");
    let (tell, told) = oneshot::channel();
    let night = Night {
        shop: Shop::new(),
        addr,
        stop: Cell::new(Some(tell)),
        told: Cell::new(None),
        over: Notify::new(),
    };
    let (pages, stop) = (night.shop.clone().boxed(), told.map(|_| ()).boxed());
    let run = async {
        let ended = exercise::run(listener, pages, stop, grace).await;
        let took = night.told.get().map(|told| told.elapsed());
        holds(
            took.is_some(),
            Kind::TooEarly,
            "the service has ended, and nobody had told it to",
            "customers find nobody there in the middle of the day",
        );
        night.over.notify_one();
        let how = match ended {
            Ended::Drained => How::Drained,
            Ended::CutOff => How::CutOff,
        };
        (how, took.unwrap_or_default())
    };
    let (ended, ()) = tokio::join!(run, clients(&night));
    let made = night.shop.made.load(Ordering::SeqCst);
    equal("the number of times that `pages` was called", made, 1);
    ended
}

async fn listener() -> TcpListener {
    let listener = TcpListener::bind("127.0.0.1:0").await;
    listener.expect("a port is free")
}

/// A service that has all the time to end.
fn drains(clients: impl AsyncFnOnce(&Night)) {
    real_time(async || {
        let (how, _) = runs(LONG, clients).await;
        equal("how the service ended", how, How::Drained);
    });
}

fn it_serves_until_it_is_told_to_stop() {
    promise("Serve on `listener` until `stop` is ready, and then come to an end.");
    drains(async |night| {
        let mut first = night.visitor("first").await;
        let mut second = night.visitor("second").await;
        for visitor in [&mut first, &mut second] {
            for _ in 0..2 {
                let mut reply = visitor.get("/").await;
                reply.status_is(200);
                promise("That happens as soon as `stop` is ready, and not before.");
                reply.text_is("the token is not cancelled").await;
            }
        }
        // Its time does not run while nobody has told it to stop.
        sleep(ms(200)).await;
        night.visitor("third").await.get("/").await.status_is(200);
        night.stops();
    });
    promise("`pages` makes the service; it is called once.");
    drains(async |night| {
        let mut visitors = Vec::new();
        for n in 0..20 {
            visitors.push(night.visitor(&format!("visitor {n}")).await);
        }
        let slow = visitors.iter_mut().map(async |visitor| {
            visitor.get("/slow").await.text_is("placed").await;
        });
        let rest = async {
            for _ in 0..20 {
                night.is_asked().await;
            }
            night.stops();
            (0..20).for_each(|_| night.goes_on());
        };
        tokio::join!(futures::future::join_all(slow), rest);
    });
}

fn an_idle_service_ends_at_once() {
    promise("It returns `Drained` as soon as there is no connection left.");
    if_it_hangs("nobody is connected, and it waits all the same");
    drains(async |night| night.stops());
    drains(async |night| {
        let mut visitor = night.visitor("visitor").await;
        visitor.get("/").await.status_is(200);
        drop(visitor);
        night.stops();
    });
}

fn it_may_be_told_to_stop_before_it_begins() {
    promise("It returns `Drained` as soon as there is no connection left.");
    real_time(async || {
        let (pages, stop) = (Shop::new().boxed(), std::future::ready(()).boxed());
        let ended = exercise::run(listener().await, pages, stop, LONG).await;
        let drained = matches!(ended, Ended::Drained);
        holds(
            drained,
            Kind::WrongResult,
            "a service that was told to stop at once was cut off",
            "nothing was under way",
        );
    });
}

fn a_request_that_is_under_way_is_answered() {
    promise("Requests that are under way are answered, each with its whole body");
    drains(async |night| {
        let mut customer = night.visitor("customer").await;
        let order = async { customer.get("/slow").await.text_is("placed").await };
        let rest = async {
            night.is_asked().await;
            night.stops();
            night.turns_everybody_away().await;
            night.goes_on();
        };
        tokio::join!(order, rest);
    });
}

fn a_body_that_is_under_way_is_sent_whole() {
    promise("Requests that are under way are answered, each with its whole body");
    drains(async |night| {
        let mut customer = night.visitor("customer").await;
        let mut reply = customer.get("/body").await;
        night.is_asked().await;
        night.stops();
        night.turns_everybody_away().await;
        night.goes_on();
        reply.text_is("begin, end").await;
    });
}

fn nobody_can_connect_any_more() {
    promise("From then on nobody can connect any more.");
    drains(async |night| {
        let mut customer = night.visitor("customer").await;
        let order = async { customer.get("/slow").await.status_is(200) };
        let rest = async {
            night.is_asked().await;
            night
                .visitor("the last one")
                .await
                .get("/")
                .await
                .status_is(200);
            night.stops();
            night.turns_everybody_away().await;
            night.goes_on();
        };
        tokio::join!(order, rest);
    });
}

fn an_idle_connection_is_closed() {
    promise("connections on which no request is under way are closed");
    if_it_hangs("a connection on which nothing is asked any more holds it up");
    drains(async |night| {
        let mut idle = night.visitor("idle").await;
        idle.get("/")
            .await
            .text_is("the token is not cancelled")
            .await;
        night.stops();
        idle.sees_it_closed().await;
    });
}

fn pages_that_never_end_do_so() {
    promise(
        "Pages that never end by themselves do so when the token that it is given is cancelled.",
    );
    if_it_hangs("a page that never ends holds up the service: was its token cancelled?");
    drains(async |night| {
        let mut reader = night.visitor("reader").await;
        let mut news = reader.get("/news").await;
        let first = news.next_frame().await.map(|(_, piece)| piece);
        equal(
            "the news at first",
            first,
            Some(Bytes::from_static(b"nothing new, ")),
        );
        night.stops();
        news.text_is("good night").await;
    });
    promise("That happens as soon as `stop` is ready, and not before.");
    drains(async |night| {
        let mut reader = night.visitor("reader").await;
        let mut customer = night.visitor("customer").await;
        let mut news = reader.get("/news").await;
        let order = async { customer.get("/slow").await.text_is("placed").await };
        let rest = async {
            night.is_asked().await;
            night.stops();
            // The news end although an order is still under way.
            news.text_is("nothing new, good night").await;
            night.goes_on();
        };
        tokio::join!(order, rest);
    });
}

/// A service with so much time to end, on which a request hangs.
fn is_cut_off(grace: Duration, clients: impl AsyncFnOnce(&Night)) {
    real_time(async || {
        let hangs = async |night: &Night| {
            let mut hanging = night.visitor("hanging").await;
            let others = async {
                night.is_asked().await;
                clients(night).await;
                night.over.notified().await;
            };
            tokio::select! {
                _ = hanging.get("/hangs") => {}
                () = others => {}
            }
        };
        let (how, took) = runs(grace, hangs).await;
        equal("how the service ended", how, How::CutOff);
        holds(
            took >= grace,
            Kind::TooEarly,
            &format!(
                "it was cut off after {} ms of {} ms",
                took.as_millis(),
                grace.as_millis()
            ),
            "what was under way had more time than that",
        );
        holds(
            took < grace + PATIENCE,
            Kind::Late,
            &format!(
                "it was cut off after {} ms, not {} ms",
                took.as_millis(),
                grace.as_millis()
            ),
            "who stops the service waits for longer than it was told",
        );
    });
}

fn a_request_that_hangs_is_cut_off() {
    promise("When it is over, it returns `CutOff`");
    if_it_hangs("a request that hangs holds up the end for ever");
    is_cut_off(ms(150), async |night| night.stops());
}

fn the_grace_begins_when_it_is_told_to_stop() {
    promise("counted from the moment when `stop` is ready");
    is_cut_off(ms(250), async |night| {
        sleep(ms(300)).await;
        night.visitor("visitor").await.get("/").await.status_is(200);
        night.stops();
    });
}

fn one_that_hangs_does_not_hold_up_the_others() {
    promise("Requests that are under way are answered, each with its whole body");
    is_cut_off(ms(1_000), async |night| {
        let mut customer = night.visitor("customer").await;
        let order = async { customer.get("/slow").await.text_is("placed").await };
        let rest = async {
            night.is_asked().await;
            night.stops();
            night.goes_on();
        };
        tokio::join!(order, rest);
    });
}

fn sigterm_tells_it_to_stop() {
    promise("Ready when the program is told to stop, by SIGTERM or by SIGINT.");
    is_told_by(Signal::Terminate);
}

fn sigint_tells_it_to_stop() {
    promise("Ready when the program is told to stop, by SIGTERM or by SIGINT.");
    is_told_by(Signal::Interrupt);
}

fn is_told_by(signal: Signal) {
    if_it_hangs("the signal came, and nobody waited for it");
    real_time(async || {
        let mut told = pin!(exercise::told_to_stop());
        let early = timeout(ms(50), &mut told).await.is_ok();
        holds(
            !early,
            Kind::TooEarly,
            "`told_to_stop` was ready before there was a signal",
            "the service would stop by itself",
        );
        promise("From the first poll on, neither of them ends the program by itself.");
        signal.raise();
        told.await;
    });
    // Both are handled from the first poll on, also where another one came first.
    promise("Each call waits for a signal that comes after its first poll.");
    real_time(async || {
        let (mut first, mut second) = (
            pin!(exercise::told_to_stop()),
            pin!(exercise::told_to_stop()),
        );
        let both = async { tokio::join!(&mut first, &mut second) };
        let early = timeout(ms(20), both).await.is_ok();
        holds(
            !early,
            Kind::TooEarly,
            "`told_to_stop` was ready before there was a second signal",
            "a service that is started again would stop at once",
        );
        signal.raise();
        tokio::join!(first, second);
    });
}
