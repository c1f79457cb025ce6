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
use std::cell::{Cell, OnceCell};
use std::convert::Infallible;
use std::future::pending;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, oneshot};
use tokio::task::yield_now;
use tokio::time::{Instant, advance, pause, timeout};
use tokio_util::sync::CancellationToken;

proof::main!(
    it_serves_until_it_is_told_to_stop,
    an_idle_service_ends_at_once,
    requests_that_are_under_way_are_answered,
    a_body_that_is_under_way_is_sent_whole,
    nobody_can_connect_any_more,
    an_idle_connection_is_closed,
    pages_that_never_end_do_so,
    a_request_that_hangs_is_cut_off,
    the_grace_begins_when_it_is_told_to_stop,
    one_that_hangs_does_not_hold_up_the_others,
    no_thread_is_blocked,
    sigterm_tells_it_to_stop,
    sigint_tells_it_to_stop,
);

/// Much longer than anybody waits here. The clock stands still, see [`runs`].
const LONG: Duration = ms(3_600_000);

/// The grace where it comes to its end.
const GRACE: Duration = ms(60_500);

/// What happens at once happens within this real time on the busiest machine.
const PATIENCE: Duration = ms(1_500);

/// What the pages of a service have in common.
#[derive(Clone)]
struct Shop {
    /// A slow page is asked for.
    asked: Arc<Semaphore>,
    /// Lets one slow page go on.
    go_on: Arc<Semaphore>,
}

impl Shop {
    fn new() -> Self {
        Self {
            asked: Arc::new(Semaphore::new(0)),
            go_on: Arc::new(Semaphore::new(0)),
        }
    }

    /// `/` is there at once, `/slow` when it is let go on, `/hangs` never. The head of
    /// `/body` is there at once, and its end when it is let go on. `/news` ends when the
    /// service closes.
    fn pages(&self, closing: CancellationToken) -> Router {
        let (slow, hangs, body) = (self.clone(), self.clone(), self.clone());
        let slow = async move || {
            slow.waits().await;
            "placed"
        };
        let hangs = async move || {
            hangs.asked.add_permits(1);
            pending::<()>().await
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
            .route("/", get("hello"))
            .route("/slow", get(slow))
            .route("/hangs", get(hangs))
            .route("/body", get(body))
            .route("/news", get(news))
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
    /// What `pages` were given.
    closing: OnceCell<CancellationToken>,
    stop: Cell<Option<oneshot::Sender<()>>>,
    /// When it was told to stop.
    told: Cell<Option<Instant>>,
    is_over: Cell<bool>,
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

    /// An order is placed, and this happens while it is under way.
    async fn order(&self, meanwhile: impl AsyncFnOnce()) {
        let mut customer = self.visitor("customer").await;
        let order = async { customer.get("/slow").await.text_is("placed").await };
        let rest = async {
            self.is_asked().await;
            meanwhile().await;
            self.goes_on();
        };
        tokio::join!(order, rest);
    }

    fn is_closing(&self) -> bool {
        self.closing
            .get()
            .is_some_and(CancellationToken::is_cancelled)
    }

    /// Tell it to stop. It does what it has to at once.
    async fn stops(&self) {
        promise("That happens as soon as `stop` is ready, and not before.");
        let means = "pages end while the service is open";
        holds(
            !self.is_closing(),
            Kind::TooEarly,
            "the token was cancelled before `stop` was ready",
            means,
        );
        self.told.set(Some(Instant::now()));
        drop(self.stop.take());
        let seen = "`stop` was ready, and the token was not cancelled";
        let means = "pages that never end hold up the service";
        at_once(Kind::Late, seen, means, async || self.is_closing()).await;
        promise("From then on nobody can connect any more.");
        let seen = "a new connection is still taken";
        let means = "who comes now waits for an answer that it may never get";
        // Who came while the last one listened is let go again.
        let is_away = async || TcpStream::connect(self.addr).await.is_err();
        at_once(Kind::Late, seen, means, is_away).await;
        promise("Requests that are under way are answered, each with its whole body");
    }

    /// So much time passes, in small steps.
    async fn passes(&self, time: Duration) {
        for _ in 0..30 {
            advance(time / 30).await;
            everybody_goes_on().await;
        }
    }

    /// It waits for somebody who is not done.
    fn is_not_over(&self) {
        holds(
            !self.is_over.get(),
            Kind::TooEarly,
            "it returned while a request was under way",
            "the program ends, and the customer has half of an answer",
        );
    }
}

/// Give way until all that can go on has done so. When no task is left to run, the runtime
/// looks for what came over the network, and for time that has passed.
async fn everybody_goes_on() {
    for _ in 0..40 {
        yield_now().await;
    }
}

/// This becomes true without any time on the clock. In real time, threads and sockets of
/// a busy machine may take a while.
async fn at_once(kind: Kind, seen: &str, means: &str, mut holds_now: impl AsyncFnMut() -> bool) {
    let start = std::time::Instant::now();
    loop {
        everybody_goes_on().await;
        if holds_now().await {
            return;
        }
        holds(start.elapsed() < PATIENCE, kind, seen, means);
        // Few enough that nobody has to wait for room to connect.
        std::thread::sleep(ms(20));
    }
}

type Pages = Box<dyn FnOnce(CancellationToken) -> Router>;

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    Drained,
    CutOff,
}

/// Run a service beside `clients`, who tell it to stop. Returns how it ended, and how
/// long after that.
///
/// The connections are real, and the clock stands still while they are waited for: it is
/// moved by [`Night::passes`] alone, and by itself only where nothing happens any more.
async fn runs(grace: Duration, clients: impl AsyncFnOnce(&Night)) -> (How, Duration) {
    pause();
    let listener = listener().await;
    let addr = listener.local_addr().expect("it has an address");
    let (tell, told) = oneshot::channel();
    let night = Arc::new(Night {
        shop: Shop::new(),
        addr,
        closing: OnceCell::new(),
        stop: Cell::new(Some(tell)),
        told: Cell::new(None),
        is_over: Cell::new(false),
    });
    let pages: Pages = {
        let night = night.clone();
        Box::new(move |closing| {
            let closing = night.closing.get_or_init(|| closing);
            night.shop.pages(closing.clone())
        })
    };
    let run = async {
        let ended = exercise::run(listener, pages, told.map(|_| ()).boxed(), grace).await;
        let took = night.told.get().map(|told| told.elapsed());
        holds(
            took.is_some(),
            Kind::TooEarly,
            "the service has ended, and nobody had told it to",
            "customers find nobody there in the middle of the day",
        );
        night.is_over.set(true);
        let how = match ended {
            Ended::Drained => How::Drained,
            Ended::CutOff => How::CutOff,
        };
        (how, took.unwrap_or_default())
    };
    let all = async { tokio::join!(run, clients(&night)).0 };
    // While something is always about to happen, the clock does not move by itself.
    let stands_still = async {
        let start = std::time::Instant::now();
        while start.elapsed() < 2 * PATIENCE {
            yield_now().await;
        }
        pending().await
    };
    tokio::select! {
        biased;
        ended = all => ended,
        never = stands_still => never,
    }
}

async fn listener() -> TcpListener {
    let listener = TcpListener::bind("127.0.0.1:0").await;
    listener.expect("a port is free")
}

/// A service that has all the time to end, and needs so much of it.
fn drains_in(time: Duration, clients: impl AsyncFnOnce(&Night)) {
    real_time(async || {
        let (how, took) = runs(LONG, clients).await;
        promise("It returns `Drained` as soon as there is no connection left.");
        holds(
            took < time + ms(5),
            Kind::Late,
            &format!(
                "it returned {} ms after the last connection was gone",
                took.saturating_sub(time).as_millis()
            ),
            "the night is held up by nobody",
        );
        equal("how the service ended", how, How::Drained);
    });
}

/// A service that ends as soon as it is told to, and its clients let it.
fn drains(clients: impl AsyncFnOnce(&Night)) {
    drains_in(ms(0), clients);
}

fn it_serves_until_it_is_told_to_stop() {
    promise("`pages` makes the service; it is called once.");
    drains(async |night| {
        let mut first = night.visitor("first").await;
        let mut second = night.visitor("second").await;
        for visitor in [&mut first, &mut second] {
            for _ in 0..2 {
                visitor.get("/").await.text_is("hello").await;
            }
        }
        promise("Serve on `listener` until `stop` is ready, and then come to an end.");
        // Its time does not run while nobody has told it to stop.
        night.passes(LONG * 30).await;
        night.visitor("third").await.get("/").await.status_is(200);
        night.stops().await;
    });
}

fn an_idle_service_ends_at_once() {
    promise("It returns `Drained` as soon as there is no connection left.");
    if_it_hangs("nobody is connected, and it waits all the same");
    drains(async |night| night.stops().await);
    drains(async |night| {
        let mut visitor = night.visitor("visitor").await;
        visitor.get("/").await.status_is(200);
        drop(visitor);
        night.stops().await;
    });
    // It may be told to before it begins.
    real_time(async || {
        let shop = Shop::new();
        let pages: Pages = Box::new(move |closing| shop.pages(closing));
        let stop = std::future::ready(()).boxed();
        let ended = exercise::run(listener().await, pages, stop, LONG).await;
        holds(
            matches!(ended, Ended::Drained),
            Kind::WrongResult,
            "a service that was told to stop at once was cut off",
            "nothing was under way",
        );
    });
}

fn requests_that_are_under_way_are_answered() {
    promise("Requests that are under way are answered, each with its whole body");
    drains_in(LONG / 2, async |night| {
        let meanwhile = async || {
            night.stops().await;
            night.passes(LONG / 2).await;
            night.is_not_over();
        };
        night.order(meanwhile).await;
    });
    drains(async |night| {
        let visitors = (0..20).map(async |n| night.visitor(&format!("visitor {n}")).await);
        let mut visitors = futures::future::join_all(visitors).await;
        let orders = visitors.iter_mut().map(async |visitor| {
            visitor.get("/slow").await.text_is("placed").await;
        });
        let rest = async {
            for _ in 0..20 {
                night.is_asked().await;
            }
            night.stops().await;
            (0..20).for_each(|_| night.goes_on());
        };
        tokio::join!(futures::future::join_all(orders), rest);
    });
}

fn a_body_that_is_under_way_is_sent_whole() {
    promise("Requests that are under way are answered, each with its whole body");
    drains_in(LONG / 2, async |night| {
        let mut customer = night.visitor("customer").await;
        let mut reply = customer.get("/body").await;
        night.is_asked().await;
        night.stops().await;
        night.passes(LONG / 2).await;
        night.is_not_over();
        night.goes_on();
        reply.text_is("begin, end").await;
    });
}

fn nobody_can_connect_any_more() {
    promise("From then on nobody can connect any more.");
    drains(async |night| {
        let meanwhile = async || {
            let mut last = night.visitor("the last one").await;
            last.get("/").await.status_is(200);
            // That it can be the last one is looked at in there.
            night.stops().await;
        };
        night.order(meanwhile).await;
    });
}

fn an_idle_connection_is_closed() {
    promise("connections on which no request is under way are closed");
    if_it_hangs("a connection on which nothing is asked any more holds it up");
    drains(async |night| {
        let mut idle = night.visitor("idle").await;
        idle.get("/").await.text_is("hello").await;
        // It does not wait for others.
        let meanwhile = async || {
            night.stops().await;
            promise("connections on which no request is under way are closed");
            idle.sees_it_closed().await;
        };
        night.order(meanwhile).await;
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
        let want = Some(Bytes::from_static(b"nothing new, "));
        equal("the news at first", first, want);
        night.stops().await;
        promise("Pages that never end by themselves do so");
        news.text_is("good night").await;
    });
    drains(async |night| {
        let mut reader = night.visitor("reader").await;
        let mut news = reader.get("/news").await;
        // The news end although an order is still under way.
        let meanwhile = async || {
            night.stops().await;
            promise("Pages that never end by themselves do so");
            news.text_is("nothing new, good night").await;
        };
        night.order(meanwhile).await;
    });
}

/// A service on which a request hangs: `clients` tell it to stop, and then so much of its
/// grace is left.
fn is_cut_off(left: Duration, clients: impl AsyncFnOnce(&Night)) {
    promise(
        "`grace` is the longest time that this may take, counted from the moment when `stop` is ready.",
    );
    if_it_hangs("a request that hangs holds up the end for ever");
    real_time(async || {
        let hangs = async |night: &Night| {
            let mut hanging = night.visitor("hanging").await;
            let others = async {
                night.is_asked().await;
                clients(night).await;
                promise("When it is over, it returns `CutOff`");
                night.passes(left - ms(10)).await;
                night.passes(ms(1_000)).await;
                let seen = "the grace is over since a second, and it goes on";
                let means = "who stops the service waits for longer than it was told";
                at_once(Kind::Late, seen, means, async || night.is_over.get()).await;
            };
            tokio::select! {
                _ = hanging.get("/hangs") => {}
                () = others => {}
            }
        };
        let (how, took) = runs(GRACE, hangs).await;
        equal("how the service ended", how, How::CutOff);
        let [took_ms, grace_ms] = [took, GRACE].map(|time| time.as_millis());
        let seen =
            format!("it was cut off {took_ms} ms after it was told to stop, of {grace_ms} ms");
        let means = "what was under way had more time than that";
        holds(GRACE <= took, Kind::TooEarly, &seen, means);
        let means = "who stops the service waits for longer than it was told";
        holds(took < GRACE + ms(100), Kind::Late, &seen, means);
    });
}

fn a_request_that_hangs_is_cut_off() {
    is_cut_off(GRACE, async |night| night.stops().await);
}

fn the_grace_begins_when_it_is_told_to_stop() {
    is_cut_off(GRACE, async |night| {
        night.passes(GRACE / 2).await;
        night.visitor("visitor").await.get("/").await.status_is(200);
        night.stops().await;
    });
}

fn one_that_hangs_does_not_hold_up_the_others() {
    promise("Requests that are under way are answered, each with its whole body");
    is_cut_off(GRACE / 4, async |night| {
        let meanwhile = async || {
            night.stops().await;
            night.passes(GRACE / 4 * 3).await;
        };
        night.order(meanwhile).await;
    });
}

/// Neither while it drains nor while it is cut off.
fn no_thread_is_blocked() {
    never_blocks("No thread is blocked.");
    if_it_hangs("a request holds up the end for ever");
    for (go_on, grace) in [(1, LONG), (0, ms(50))] {
        real_time(async || {
            let (shop, listener) = (Shop::new(), listener().await);
            let addr = listener.local_addr().expect("it has an address");
            let (service, (tell, told)) = (shop.clone(), oneshot::channel::<()>());
            let pages: Pages = Box::new(move |closing| service.pages(closing));
            let run = exercise::run(listener, pages, told.map(|_| ()).boxed(), grace);
            let tells = async {
                take(&shop.asked).await;
                drop(tell);
                shop.go_on.add_permits(go_on);
            };
            let asks = async {
                let mut customer = Visitor::connect("customer", addr).await;
                customer.get("/slow").await;
                pending::<()>().await
            };
            tokio::select! {
                _ = async { tokio::join!(run, tells) } => {}
                () = asks => {}
            }
        });
    }
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
    never_blocks("and blocks no thread.");
    if_it_hangs("the signal came, and nobody waited for it");
    let is_ready = |early: bool| {
        holds(
            !early,
            Kind::TooEarly,
            "`told_to_stop` was ready before there was a signal after its first poll",
            "a service that is started again would stop at once",
        );
    };
    real_time(async || {
        let mut told = pin!(exercise::told_to_stop());
        is_ready(futures::poll!(&mut told).is_ready());
        promise("From the first poll on, neither of them ends the program by itself.");
        signal.raise();
        told.await;
        // This one comes while nobody waits.
        signal.raise();
        everybody_goes_on().await;
        promise("Each call waits for a signal that comes after its first poll");
        let mut first = pin!(exercise::told_to_stop());
        let mut second = pin!(exercise::told_to_stop());
        let both = async { tokio::join!(&mut first, &mut second) };
        is_ready(timeout(ms(20), both).await.is_ok());
        promise("From the first poll on, neither of them ends the program by itself.");
        signal.raise();
        tokio::join!(first, second);
        everybody_goes_on().await;
    });
}
