//! `app` shrinks photos beside the runtime, two at a time, whoever hangs up and whatever panics.
// no promise: "The web service of the catalogue." It says what the function is for.

use futures::future::join_all;
use lab::{Image, ms};
use proof::prelude::*;
use proof_http::Client;
use std::collections::HashSet;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Wake, Waker};
use std::thread;
use std::time::Duration;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::sync::oneshot;
use tokio::task::{JoinHandle, yield_now};
use tokio::time::{advance, pause, sleep, timeout};

proof::main!(
    the_runtime_goes_on_while_a_photo_is_shrunk,
    each_request_shrinks_the_photo_and_tells_its_name,
    two_are_shrunk_at_the_same_time_and_never_more,
    the_service_is_healthy_meanwhile,
    who_waits_needs_no_thread,
    who_comes_first_is_served_first,
    who_comes_first_in_one_poll_is_served_first,
    who_waits_sleeps_however_long,
    for_who_hung_up_while_waiting_nothing_is_shrunk,
    who_hangs_up_when_a_place_is_free_leaves_it_to_the_next,
    who_hangs_up_later_keeps_the_place_until_the_end,
    a_panic_is_said_and_gives_the_place_back,
    each_service_has_its_own_places,
);

/// What has to happen soon may take so long on a machine that has other things to do.
const PATIENCE: Duration = ms(2_500);

/// Longer than any test: nobody goes on by itself.
const CLOSED: Duration = ms(15_000);

/// Where photos are shrunk: each waits until the test lets it go on.
struct Darkroom {
    image: Image,
    work: Work,
    begun: UnboundedReceiver<usize>,
    doors: Arc<Doors>,
}

#[derive(Default)]
struct Doors {
    open: Mutex<(HashSet<usize>, bool)>,
    news: Condvar,
}

impl Doors {
    fn open(&self) -> MutexGuard<'_, (HashSet<usize>, bool)> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait(&self, photo: usize) {
        let closed = |(open, all): &mut (HashSet<usize>, bool)| !*all && !open.contains(&photo);
        drop(self.news.wait_timeout_while(self.open(), CLOSED, closed));
    }
}

impl Darkroom {
    fn new() -> Self {
        let (work, doors) = (Work::new(), Arc::<Doors>::default());
        let (begin, begun) = unbounded_channel();
        let (own, waits, next) = (work.clone(), doors.clone(), AtomicUsize::new(0));
        let this_thread = thread::current().id();
        let image = Image::new("tea").with_work(move || {
            let photo = next.fetch_add(1, Ordering::SeqCst);
            let call = own.begin(&format!("photo {photo}"));
            let _ = begin.send(photo);
            // On this thread it would wait for itself; the first test refuses that.
            if thread::current().id() != this_thread {
                waits.wait(photo);
            }
            call.finish();
        });
        Self {
            image,
            work,
            begun,
            doors,
        }
    }

    fn client(&self) -> Client {
        Client::of("client", exercise::app(self.image.clone()))
    }

    /// The next photo is being shrunk.
    async fn begins(&mut self) -> usize {
        let begun = timeout(PATIENCE, self.begun.recv()).await.ok().flatten();
        let seen = format!(
            "{} photos are being shrunk, and no other one was begun",
            self.work.in_flight()
        );
        let meaning = "a request waits although there is a place, or is never served";
        holds(begun.is_some(), Kind::NotConcurrent, &seen, meaning);
        begun.unwrap_or_default()
    }

    /// Whoever would begin now gets time for it.
    async fn settles(&self) {
        for _ in 0..100 {
            yield_now().await;
        }
        sleep(ms(50)).await;
    }

    async fn no_other_begins(&mut self) {
        self.settles().await;
        self.work.peak_at_most(2);
        let seen = "a photo was shrunk although its turn had not come";
        let nobody = self.begun.try_recv().is_err();
        holds(
            nobody,
            Kind::TooConcurrent,
            seen,
            "more is begun than is to be done",
        );
    }

    fn end(&self, photo: usize) {
        self.doors.open().0.insert(photo);
        self.doors.news.notify_all();
    }

    fn end_all(&self) {
        self.doors.open().1 = true;
        self.doors.news.notify_all();
    }
}

/// Also where a test is refused: else threads wait in vain.
impl Drop for Darkroom {
    fn drop(&mut self) {
        self.end_all();
    }
}

/// Ask for a photo as a task of its own, which was polled and gets the photo.
async fn ask(client: &Client) -> JoinHandle<()> {
    let client = client.clone();
    let asks = tokio::spawn(async move {
        let mut reply = client.get("/thumbnail").await;
        reply.status_is(200);
        reply.text_is("tea").await;
    });
    yield_now().await;
    asks
}

async fn ask_often(client: &Client, requests: usize) -> Vec<JoinHandle<()>> {
    let mut asks = Vec::new();
    for _ in 0..requests {
        asks.push(ask(client).await);
    }
    asks
}

/// The task has hung up, and is gone.
async fn hangs_up(asks: JoinHandle<()>) {
    asks.abort();
    let _ = asks.await;
}

/// All get the photo, or have said what they got instead.
async fn are_served(asks: Vec<JoinHandle<()>>) {
    for asks in asks {
        let _ = asks.await;
    }
}

fn the_runtime_goes_on_while_a_photo_is_shrunk() {
    never_blocks_or_computes("`shrink` holds up no thread that tasks run on.");
    promise("`shrink` holds up no thread that tasks run on.");
    real_time(async || {
        let runtime = Liveness::of_this_runtime();
        let photo = Image::new("tea").with_work(move || runtime.goes_on_during("shrink"));
        let client = Client::of("client", exercise::app(photo));
        client.get("/thumbnail").await.status_is(200);
    });
}

fn each_request_shrinks_the_photo_and_tells_its_name() {
    promise(
        "`GET /thumbnail` calls `shrink` on `photo`, each time anew, and answers with status 200 and the name of the small copy as text.",
    );
    real_time(async || {
        for name in ["tea", "", "a \"cup\" of\ntea é"] {
            let work = Work::new();
            let shrinks = work.clone();
            let photo = Image::new(name).with_work(move || shrinks.mark("shrink"));
            let client = Client::of("client", exercise::app(photo));
            client.get("/health").await.status_is(200);
            for _ in 0..5 {
                let mut reply = client.get("/thumbnail").await;
                reply.status_is(200);
                reply.text_is(name).await;
            }
            work.calls_are(&["shrink"; 5]);
        }
    });
}

fn two_are_shrunk_at_the_same_time_and_never_more() {
    for requests in [2, 3, 15] {
        real_time(async || {
            promise("Two calls are under way at the same time if two or more are asked for");
            let mut room = Darkroom::new();
            let client = room.client();
            let asks = ask_often(&client, requests).await;
            let first = room.begins().await;
            room.begins().await;
            promise("and never more than two.");
            room.no_other_begins().await;
            room.end(first);
            if requests > 2 {
                room.begins().await;
                room.no_other_begins().await;
            }
            room.end_all();
            are_served(asks).await;
            promise("Two calls are under way at the same time if two or more are asked for");
            room.work.peak_is(2);
            equal("the number of calls", room.work.calls().len(), requests);
        });
    }
    on_workers(3, async || {
        promise("Two calls are under way at the same time if two or more are asked for");
        let (work, meet) = (Work::new(), Arc::new(Rendezvous::of(2).patience(PATIENCE)));
        let shrinks = work.clone();
        let photo = Image::new("tea").with_work(move || {
            let call = shrinks.begin("shrink");
            meet.arrive("shrink");
            call.finish();
        });
        let client = Client::of("client", exercise::app(photo));
        are_served(ask_often(&client, 11).await).await;
        promise("and never more than two.");
        work.peak_at_most(2);
    });
}

fn the_service_is_healthy_meanwhile() {
    never_blocks("`GET /health` answers with status 200 at once, whatever else goes on");
    promise("`GET /health` answers with status 200 at once, whatever else goes on");
    look_at("what does `GET /health` have to wait for?");
    real_time(async || {
        let mut room = Darkroom::new();
        let client = room.client();
        let asks = ask_often(&client, 5).await;
        room.begins().await;
        room.begins().await;
        let health = timeout(PATIENCE, client.get("/health")).await;
        holds(
            health.is_ok(),
            Kind::Late,
            "`GET /health` is not answered while two photos are being shrunk",
            "who asks whether the service is alive is told nothing, and takes it for dead",
        );
        if let Ok(health) = health {
            health.status_is(200);
        }
        room.end_all();
        are_served(asks).await;
    });
}

fn who_waits_needs_no_thread() {
    promise(
        "Further requests wait for a place in the order in which they came, without a thread of their own",
    );
    look_at("where does a request wait: before it has a thread, or on one?");
    real_time(async || {
        let mut room = Darkroom::new();
        let client = room.client();
        let threads = StartedThreads::baseline();
        let asks = ask_often(&client, 40).await;
        room.begins().await;
        room.begins().await;
        room.no_other_begins().await;
        let started = threads.so_far();
        holds(
            started <= 20,
            Kind::TooConcurrent,
            &format!(
                "with 2 photos under way and 38 requests that wait, {started} threads were started"
            ),
            "each request that waits holds a thread, of which there are not many",
        );
        room.end_all();
        are_served(asks).await;
    });
}

fn who_comes_first_is_served_first() {
    promise("Further requests wait for a place in the order in which they came");
    real_time(async || {
        let mut room = Darkroom::new();
        let client = room.client();
        let first = ask_often(&client, 2).await;
        room.begins().await;
        let mut photo = room.begins().await;
        let mut waiting = ask_often(&client, 4).await;
        // One place stays taken, so there is one for all others.
        let mut order = Vec::new();
        for _ in 0..4 {
            room.end(photo);
            photo = room.begins().await;
            room.end(photo);
            let here = |asks: &JoinHandle<()>| asks.is_finished();
            for _ in 0..1_000 {
                if waiting.iter().any(here) {
                    break;
                }
                sleep(ms(2)).await;
            }
            let who = waiting.iter().position(here);
            order.push(who.unwrap_or(usize::MAX));
            drop(who.map(|who| waiting.remove(who)));
        }
        equal(
            "how many waited before each one that was served",
            order,
            vec![0; 4],
        );
        room.end_all();
        are_served(first).await;
    });
}

/// On a runtime of threads, the task that was spawned last may begin first.
fn who_comes_first_in_one_poll_is_served_first() {
    promise("Further requests wait for a place in the order in which they came");
    look_at("at which of its polls does a request take its place in the line?");
    on_workers(1, async || {
        let mut room = Darkroom::new();
        let client = room.client();
        let first = ask_often(&client, 2).await;
        room.begins().await;
        let mut photo = room.begins().await;
        let (tell, mut served) = unbounded_channel();
        let (ask, asked) = oneshot::channel();
        let waiting = tokio::spawn(async move {
            let requests = (0..4).map(async |n| {
                client.get("/thumbnail").await.status_is(200);
                let _ = tell.send(n);
            });
            tokio::join!(join_all(requests), async move { ask.send(()) }).1
        });
        let _ = asked.await;
        room.settles().await;
        let mut order = Vec::new();
        for _ in 0..4 {
            room.end(photo);
            photo = room.begins().await;
            room.end(photo);
            let who = timeout(PATIENCE, served.recv()).await;
            order.push(who.ok().flatten());
        }
        let want = [0, 1, 2, 3].map(Some);
        equal("the list of who was served", order, want);
        room.end_all();
        let _ = waiting.await;
        are_served(first).await;
    });
}

fn who_waits_sleeps_however_long() {
    promise("they sleep until it is their turn, however long that takes");
    look_at("what does a request wait for, for how long, and who wakes it?");
    real_time(async || {
        let mut room = Darkroom::new();
        let client = room.client();
        let asks = ask_often(&client, 2).await;
        room.begins().await;
        room.begins().await;
        // From here on time passes only where it is moved.
        pause();
        let polls = Arc::new(AtomicUsize::new(0));
        let third = counted(client, polls.clone());
        a_year().await;
        let polls = polls.load(Ordering::SeqCst);
        holds(
            polls < 10,
            Kind::BusyWaits,
            &format!("while a request waited for a year, it was polled {polls} times"),
            "it asks again and again whether there is a place, instead of being woken",
        );
        room.end_all();
        are_served(vec![third]).await;
        are_served(asks).await;
    });
}

/// Ask for a photo as a task of its own, which counts how often it is polled.
fn counted(client: Client, polls: Arc<AtomicUsize>) -> JoinHandle<()> {
    tokio::spawn(async move {
        let mut reply = pin!(client.get("/thumbnail"));
        let reply = poll_fn(|context| {
            polls.fetch_add(1, Ordering::SeqCst);
            reply.as_mut().poll(context)
        });
        reply.await.status_is(200);
    })
}

async fn a_year() {
    for _ in 0..365 {
        advance(Duration::from_secs(24 * 3_600)).await;
        yield_now().await;
    }
}

fn for_who_hung_up_while_waiting_nothing_is_shrunk() {
    promise(
        "If a client hangs up while its request waits, `shrink` is not called for it, and who comes next moves up.",
    );
    look_at("what is left of a request that waits when its future is dropped?");
    for gone in [1, 300] {
        real_time(async || {
            let mut room = Darkroom::new();
            let client = room.client();
            let mut asks = ask_often(&client, 2).await;
            let first = room.begins().await;
            room.begins().await;
            let waiting = ask_often(&client, gone).await;
            asks.push(ask(&client).await);
            let last = ask(&client).await;
            for waits in waiting {
                hangs_up(waits).await;
            }
            hangs_up(last).await;
            room.end(first);
            room.begins().await;
            room.no_other_begins().await;
            room.end_all();
            are_served(asks).await;
            room.settles().await;
            equal("the number of calls", room.work.calls().len(), 3);
        });
    }
}

/// Whether somebody has been told that it is its turn.
#[derive(Default)]
struct Told(AtomicBool);

impl Wake for Told {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::SeqCst);
    }
}

/// It was told so, and has not come yet.
fn who_hangs_up_when_a_place_is_free_leaves_it_to_the_next() {
    promise("and who comes next moves up.");
    look_at("a place is given to a request that is dropped before it goes on: who has it then?");
    real_time(async || {
        let mut room = Darkroom::new();
        let client = room.client();
        let mut asks = ask_often(&client, 2).await;
        let mut photo = room.begins().await;
        room.begins().await;
        let told = Arc::<Told>::default();
        let gone = client.clone();
        let mut gone = Box::pin(async move { gone.get("/thumbnail").await });
        let waker = Waker::from(told.clone());
        let waits = gone.as_mut().poll(&mut Context::from_waker(&waker));
        drop(waits);
        asks.push(ask(&client).await);
        room.end(photo);
        // An answer may also begin at once with what was asked for.
        let turn = async {
            while !told.0.load(Ordering::SeqCst) {
                if let Ok(begun) = room.begun.try_recv() {
                    return Some(begun);
                }
                sleep(ms(1)).await;
            }
            None
        };
        let begun = timeout(PATIENCE, turn).await;
        drop(gone);
        if let Ok(Some(begun)) = begun {
            photo = begun;
            room.end(photo);
        }
        room.begins().await;
        room.no_other_begins().await;
        room.end_all();
        are_served(asks).await;
    });
}

fn who_hangs_up_later_keeps_the_place_until_the_end() {
    promise("If it hangs up later, the call goes on to its end, and keeps its place until then.");
    look_at("who gives the place back, and when, if nobody waits for the photo any more?");
    for gone in [1, 2] {
        real_time(async || {
            let mut room = Darkroom::new();
            let client = room.client();
            let mut asks = ask_often(&client, 2).await;
            let first = room.begins().await;
            let second = room.begins().await;
            for _ in 0..gone {
                hangs_up(asks.remove(0)).await;
            }
            asks.extend(ask_often(&client, 3).await);
            room.no_other_begins().await;
            room.end(first);
            room.begins().await;
            room.no_other_begins().await;
            room.end(second);
            room.begins().await;
            room.no_other_begins().await;
            room.end_all();
            are_served(asks).await;
            for photo in 0..5 {
                room.work.finished(&format!("photo {photo}"));
            }
        });
    }
}

fn a_panic_is_said_and_gives_the_place_back() {
    expect_panic("the photo is broken");
    look_at("`shrink` panics: what does its caller get, and what becomes of the place?");
    real_time(async || {
        promise("If `shrink` panics, the status is 500");
        let (broken, meet) = (AtomicUsize::new(0), Rendezvous::of(2).patience(PATIENCE));
        let photo = Image::new("tea").with_work(move || {
            if broken.fetch_add(1, Ordering::SeqCst) < 4 {
                panic!("the photo is broken");
            }
            meet.arrive("shrink");
        });
        let client = Client::of("client", exercise::app(photo));
        for _ in 0..4 {
            client.get("/thumbnail").await.status_is(500);
        }
        promise("the place is free again");
        are_served(ask_often(&client, 4).await).await;
    });
}

fn each_service_has_its_own_places() {
    promise("The web service of the catalogue.");
    real_time(async || {
        let mut rooms = [Darkroom::new(), Darkroom::new()];
        let clients = [rooms[0].client(), rooms[1].client()];
        let mut asks = ask_often(&clients[0], 2).await;
        asks.extend(ask_often(&clients[1], 2).await);
        for room in &mut rooms {
            room.begins().await;
            room.begins().await;
        }
        rooms.iter().for_each(Darkroom::end_all);
        are_served(asks).await;
    });
}
