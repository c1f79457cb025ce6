//! A service that does each job that it has accepted once, however it is ended: stage by
//! stage, and then as a real process.
// no promise: "What a job does with its task. It has a result, or says why there is none." It says what the type is for.
// no promise: "With this a job says how far it is, in percent." It says what the type is for.
// no promise: "One that is told to `tell`." It is given.
// no promise: "The job is so far." It is given.
// no promise: "How much a service does." It says what the type is for.
// no promise: "What has become of a job." It says what the type is for.
// no promise: "Why a job was not accepted." It says what the type is for.
// no promise: "How many jobs of each kind there are." It says what the type is for.
// no promise: "One more." It is given.
// no promise: "How a service ended." It says what the type is for.
// no promise: "What stands in the book." It says what the type is for.
// no promise: "A service that does jobs. Clones are the same one." It says what the type is for.
// no promise: "what the next start finds in the book nobody knows" Nothing is promised.
// no promise: "Stage 1." It is the number of the stage.
// no promise: "Stage 2." It is the number of the stage.
// no promise: "Stage 4." It is the number of the stage.
// no promise: "Stage 5." It is the number of the stage.
// no promise: "Read the book." The rest says how.
// no promise: "This is called in a runtime, before anybody is served, and may block." It is the test that keeps this.
// no promise: "What runs when the service is killed has no line, and runs again: what a job does to the rest of the world has to bear that." It follows from the others.
// no promise: "The pages of a service." They are given, and a process shows them.

use exercise::{Ended, Limits, Progress, Refused, Service, Status};
use futures::future::{BoxFuture, join_all, poll_immediate};
use futures::{FutureExt, StreamExt};
use lab::{Disk, Entry, ms};
use proof::Program;
use proof::prelude::*;
use std::fs;
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};
use tokio::runtime::Builder;
use tokio::sync::Semaphore;
use tokio::task::{JoinHandle, spawn_blocking};
use tokio::time::{advance, pause, sleep};

proof::main!(
    stage_1_the_book_is_read,
    stage_1_a_half_line_counts_for_nothing,
    stage_2_it_is_on_the_disk_before_it_is_accepted,
    stage_2_there_is_room_for_so_many,
    stage_2_many_ask_at_once,
    stage_2_the_disk_fails,
    stage_2_the_disk_blocks_nobody,
    stage_2_who_asks_goes_away,
    stage_3_so_many_at_once_in_order,
    stage_3_more_than_there_is_room_for,
    stage_3_it_is_tried_again,
    stage_3_a_panic_costs_no_worker,
    stage_3_it_is_on_the_disk_before_it_is_done,
    stage_3_what_has_ended_is_not_done_again,
    stage_4_a_job_is_followed_to_its_end,
    stage_4_a_slow_reader_holds_up_nobody,
    stage_4_jobs_are_counted,
    stage_5_what_runs_comes_to_its_end,
    stage_5_what_does_not_is_dropped,
    stage_5_what_is_on_its_way_to_the_disk,
    the_whole_is_terminated_and_started_again,
    the_whole_is_killed_and_started_again,
);

/// What jobs do, which their tasks say: `hold` waits to be let go, `fails` and `panics` do so
/// the first times, as often as it says behind them, and `hold fails` waits, and then fails once.
struct Shop {
    begun: Mutex<Vec<String>>,
    inside: AtomicUsize,
    gate: Semaphore,
    /// How far the job with the task `steps` is.
    steps: Semaphore,
}

struct Inside(Arc<Shop>);

impl Drop for Inside {
    fn drop(&mut self) {
        self.0.inside.fetch_sub(1, SeqCst);
    }
}

impl Shop {
    fn new(open: usize) -> Arc<Self> {
        Arc::new(Self {
            begun: Mutex::default(),
            inside: AtomicUsize::new(0),
            gate: Semaphore::new(open),
            steps: Semaphore::new(0),
        })
    }

    fn work(self: &Arc<Self>) -> exercise::Work {
        let shop = self.clone();
        Arc::new(move |task, progress| shop.clone().does(task, progress))
    }

    fn does(
        self: Arc<Self>,
        task: String,
        progress: Progress,
    ) -> BoxFuture<'static, Result<String, String>> {
        let attempt = self.begins(&task);
        let times = task.rsplit(' ').next().and_then(|times| times.parse().ok());
        let is_one_of_the_first = attempt <= times.unwrap_or(1);
        if task.starts_with("panics at once") && is_one_of_the_first {
            panic!("out of paper");
        }
        async move {
            self.inside.fetch_add(1, SeqCst);
            let inside = Inside(self);
            let shop = &inside.0;
            if task.starts_with("hold") {
                take(&shop.gate).await;
            }
            match task.as_str() {
                "steps" => {
                    for percent in [10, 60] {
                        take(&shop.steps).await;
                        progress.percent(percent);
                    }
                    take(&shop.steps).await;
                }
                "many steps" => {
                    for step in 0..20_000_u32 {
                        progress.percent((step / 250) as u8);
                        if step % 100 == 0 {
                            tokio::task::yield_now().await;
                        }
                    }
                }
                _ => tokio::task::yield_now().await,
            }
            if task.starts_with("panics") && is_one_of_the_first {
                panic!("out of paper");
            }
            if task.contains("fails") && is_one_of_the_first {
                return Err(format!("no tea, {attempt}"));
            }
            Ok(format!("{task}: packed"))
        }
        .boxed()
    }

    /// Which attempt at this task it is.
    fn begins(&self, task: &str) -> u32 {
        let mut begun = self.begun.lock().expect("nobody panics here");
        begun.push(task.to_owned());
        begun.iter().filter(|other| *other == task).map(|_| 1).sum()
    }

    fn begun(&self) -> Vec<String> {
        self.begun.lock().expect("nobody panics here").clone()
    }

    fn begun_are(&self, want: &[&str]) {
        let begun = self.begun();
        let begun: Vec<_> = begun.iter().map(String::as_str).collect();
        equal("the list of attempts, as they began", begun, want.to_vec());
    }

    async fn has_begun(&self, number: usize) {
        let seen = format!("{number} attempts have to begin, and they do not");
        until(&seen, "a job that is accepted waits for ever", || {
            self.begun().len() >= number
        })
        .await;
    }
}

async fn take(permits: &Semaphore) {
    if let Ok(permit) = permits.acquire().await {
        permit.forget();
    }
}

/// What happens to the syncs of a disk.
#[derive(Default)]
struct Syncs {
    held: Mutex<bool>,
    changed: Condvar,
    begun: AtomicUsize,
    fail: AtomicBool,
}

impl Syncs {
    fn one(&self) -> io::Result<()> {
        self.begun.fetch_add(1, SeqCst);
        let held = self.held.lock().expect("nobody panics here");
        drop(self.changed.wait_while(held, |held| *held));
        match self.fail.load(SeqCst) {
            true => Err(io::ErrorKind::StorageFull.into()),
            false => Ok(()),
        }
    }

    fn hold(&self) {
        self.begun.store(0, SeqCst);
        *self.held.lock().expect("nobody panics here") = true;
    }

    fn let_go(&self) {
        *self.held.lock().expect("nobody panics here") = false;
        self.changed.notify_all();
    }
}

/// A disk, and what is done.
struct World {
    disk: Disk,
    syncs: Arc<Syncs>,
    shop: Arc<Shop>,
}

impl World {
    fn with(book: impl AsRef<[u8]>) -> Self {
        let syncs = Arc::new(Syncs::default());
        let on_sync = syncs.clone();
        Self {
            disk: disk(book).with_sync(move || on_sync.one()),
            syncs,
            shop: Shop::new(0),
        }
    }

    fn starts(&self, workers: usize, room: usize, attempts: u32) -> Service {
        let limits = Limits {
            workers,
            room,
            attempts,
        };
        let started = Service::start(self.disk.clone(), self.shop.work(), limits);
        started.unwrap_or_else(|error| {
            wrong(
                &format!("the service does not start: {error}"),
                "its book can be read",
            )
        })
    }

    /// What stands in the book and would survive a power cut.
    fn durable(&self) -> String {
        let bytes = self.disk.durable().unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    fn lines(&self) -> usize {
        self.disk
            .read()
            .unwrap_or_default()
            .iter()
            .filter(|byte| **byte == b'\n')
            .count()
    }

    /// Wait until somebody waits for the disk, or `is_over`.
    async fn is_syncing(&self, is_over: impl Fn() -> bool) {
        let seen = "there is something to write, and nothing is synced";
        let syncs = || self.syncs.begun.load(SeqCst) > 0 || is_over();
        until(seen, "nothing is on the disk for good", syncs).await;
        a_moment().await;
    }

    /// These lines stand in the book, in any order.
    fn book_is(&self, want: &[&str]) {
        let book = self.durable();
        let mut lines: Vec<_> = book.lines().collect();
        lines.sort_unstable();
        equal("the lines of the book, sorted", lines, want.to_vec());
    }
}

fn path() -> PathBuf {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let number = NUMBER.fetch_add(1, SeqCst);
    std::env::temp_dir().join(format!("book-{number}"))
}

fn disk(book: impl AsRef<[u8]>) -> Disk {
    let path = path();
    let disk = fs::write(&path, book).and_then(|()| Disk::open(&path));
    disk.expect("the folder for temporary files has to be writable")
}

fn wrong(seen: &str, means: &str) -> ! {
    holds(false, Kind::WrongResult, seen, means);
    unreachable!("a refusal leaves the test")
}

/// Wait until `condition` is true, for long.
async fn until(seen: &str, means: &str, mut condition: impl FnMut() -> bool) {
    for _ in 0..3_000 {
        if condition() {
            return;
        }
        sleep(ms(1)).await;
    }
    holds(condition(), Kind::Hangs, seen, means);
}

/// Whatever is to happen in this moment does.
async fn a_moment() {
    for _ in 0..8 {
        sleep(ms(1)).await;
    }
}

fn shown(status: Option<Status>) -> String {
    match status {
        None => "none".to_owned(),
        Some(Status::Waiting) => "waiting".to_owned(),
        Some(Status::Running(percent)) => format!("running {percent}"),
        Some(Status::Done(result)) => format!("done {result}"),
        Some(Status::Failed(why)) => format!("failed {why}"),
    }
}

fn answer(submitted: Result<u64, Refused>) -> Result<u64, &'static str> {
    submitted.map_err(|refused| match refused {
        Refused::Full => "full",
        Refused::Stopping => "stopping",
        Refused::Disk => "disk",
    })
}

async fn submit(service: &Service, task: &str) -> Result<u64, &'static str> {
    answer(service.submit(task.to_owned()).await)
}

/// It is refused for this reason.
async fn is_told(service: &Service, task: &str, why: &str) {
    let what = format!("what is said to `{task}`");
    equal(&what, submit(service, task).await, Err(why));
}

async fn accepted(service: &Service, task: &str) -> u64 {
    let id = submit(service, task).await;
    id.unwrap_or_else(|why| wrong(&format!("`{task}` was refused: {why}"), "there is room"))
}

fn status_is(service: &Service, id: u64, want: &str) {
    equal(
        &format!("the status of job {id}"),
        shown(service.status(id)).as_str(),
        want,
    );
}

async fn becomes(service: &Service, id: u64, want: &str) {
    let is = || shown(service.status(id));
    let begun = Instant::now();
    while is() != want && begun.elapsed() < ms(3_000) {
        sleep(ms(1)).await;
    }
    status_is(service, id, want);
}

/// What a book says: what waits, what has ended, and the next number.
fn read(disk: &Disk) -> (Vec<(u64, String)>, Vec<(u64, String)>, u64) {
    match exercise::recover(disk) {
        Ok(book) => {
            let ended = book.ended.into_iter();
            let ended = ended.map(|(id, status)| (id, shown(Some(status))));
            (book.waiting.into(), ended.collect(), book.next)
        }
        Err(error) => wrong(
            &format!("the book cannot be read: {error}"),
            "half a line is no error",
        ),
    }
}

fn stage_1_the_book_is_read() {
    promise("It consists of lines, each of which is an [`Entry`].");
    let book = "accepted 1 tea\naccepted 4 two cups\ndone 1 packed\naccepted 2 milk\n\
                failed 2 it is sour\naccepted 3 a\\nb\n";
    let disk = disk(book);
    let (waiting, ended, next) = read(&disk);
    promise("What is accepted and has not ended, with its number, in the order of the lines.");
    let want = [(4, "two cups".to_owned()), (3, "a\nb".to_owned())];
    equal("the list of what waits", waiting, want);
    promise("What has ended, `Done` or `Failed`.");
    let want = [
        (1, "done packed".to_owned()),
        (2, "failed it is sour".to_owned()),
    ];
    equal("the list of what has ended", ended, want);
    promise("Larger than each number in the book, and than zero.");
    let is_new = |next, last| {
        let seen = format!("the next number is {next}, after {last}");
        holds(
            next > last,
            Kind::WrongResult,
            &seen,
            "two jobs get the same number",
        );
    };
    is_new(next, 4);
    equal(
        "what is left of a whole book",
        disk.read().ok(),
        Some(book.into()),
    );
    is_new(read(&self::disk("")).2, 0);
}

fn stage_1_a_half_line_counts_for_nothing() {
    promise(
        "The last one may be a half one, cut off in the middle of a letter even: the program was killed as it wrote.",
    );
    look_at("where does the last whole line end, and what does the next one begin with?");
    let book = "accepted 1 süß\naccepted 22 tea\ndone 1 gut: süß\nfailed 22 so\n";
    for cut in 0..=book.len() {
        let left = &book.as_bytes()[..cut];
        let whole = left.iter().filter(|byte| **byte == b'\n').count();
        let (waits, has_ended): (&[u64], &[u64]) = match whole {
            0 => (&[], &[]),
            1 => (&[1], &[]),
            2 => (&[1, 22], &[]),
            3 => (&[22], &[1]),
            _ => (&[], &[1, 22]),
        };
        let disk = disk(left);
        for again in ["", ", read again"] {
            let (waiting, ended, _) = read(&disk);
            let ids = |jobs: &[(u64, String)]| jobs.iter().map(|(id, _)| *id).collect::<Vec<_>>();
            let of = format!("of a book of {cut} bytes{again}");
            equal(&format!("what waits, {of}"), ids(&waiting), waits);
            equal(&format!("what has ended, {of}"), ids(&ended), has_ended);
        }
        promise(
            "so it counts for nothing, and is cut off the file: what is written next begins a line",
        );
        let kept = left
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(0, |end| end + 1);
        let is_cut = disk.read().is_ok_and(|bytes| bytes == left[..kept]);
        equal(
            &format!("whether the first {kept} of {cut} bytes are kept"),
            is_cut,
            true,
        );
    }
}

fn stage_2_it_is_on_the_disk_before_it_is_accepted() {
    promise("It is accepted when its line is on the disk for good, and not before");
    promise_against(
        Kind::BlocksRuntime,
        "The disk may be slow, and blocks no thread of the runtime.",
    );
    if_it_hangs("the disk is slow, and nothing else goes on meanwhile");
    look_at("what has been done when the number is returned, and what has not?");
    real_time(async || {
        let world = World::with("");
        let service = world.starts(0, 3, 3);
        world.syncs.hold();
        let asks = asks(&service, "tea");
        world.is_syncing(|| asks.is_finished()).await;
        let is_over = asks.is_finished();
        world.syncs.let_go();
        let id = asks.await.unwrap_or(Err("a panic"));
        let seen = "a job was accepted while its line was on its way to the disk";
        let means = "the program may be killed now, or the power cut, and nobody knows of the job";
        holds(!is_over || id.is_err(), Kind::TooEarly, seen, means);
        let no_id = |why| wrong(&format!("a job was refused: {why}"), "there is room");
        let id = id.unwrap_or_else(no_id);
        world.book_is(&[&*format!("accepted {id} tea")]);
        promise("It is accepted.");
        status_is(&service, id, "waiting");
        accepted(&service, "two\ncups").await;
        let book = world.durable();
        equal("the number of lines on the disk", book.lines().count(), 2);
        equal(
            "whether the second task is as it was",
            book.ends_with(" two\\ncups\n"),
            true,
        );
    });
}

fn asks(service: &Service, task: &'static str) -> JoinHandle<Result<u64, &'static str>> {
    let service = service.clone();
    tokio::spawn(async move { submit(&service, task).await })
}

fn stage_2_there_is_room_for_so_many() {
    promise("If `limits.room` jobs wait already, it is refused with `Full`");
    real_time(async || {
        for room in [1, 3] {
            let world = World::with("accepted 7 old one\ndone 7 packed\n");
            let service = world.starts(0, room, 3);
            let mut ids = Vec::new();
            for _ in 0..room {
                ids.push(accepted(&service, "tea").await);
            }
            for _ in 0..3 {
                is_told(&service, "cups", "full").await;
            }
            promise("There is no room.");
            equal("the number of lines in the book", world.lines(), 2 + room);
            promise("return its number, which no job has had before, also before a restart");
            ids.dedup();
            equal(
                "the number of new numbers",
                ids.iter().filter(|id| **id > 7).count(),
                room,
            );
            promise("What has become of this job; `None` if there is none.");
            ids.iter()
                .for_each(|id| status_is(&service, *id, "waiting"));
            status_is(&service, 1_000, "none");
            status_is(&service, 7, "done packed");
            promise("With none, all of them wait.");
            a_moment().await;
            world.shop.begun_are(&[]);
        }
    });
}

fn stage_2_many_ask_at_once() {
    promise("however many ask at the same time: what is on the way to the disk has a place");
    if_it_hangs("those who ask wait for each other");
    look_at("between the question whether there is room and the answer: what may others do?");
    real_time(async || {
        let world = World::with("");
        let service = world.starts(0, 3, 3);
        world.syncs.hold();
        let all: Vec<_> = (0..10).map(|_| asks(&service, "tea")).collect();
        world.is_syncing(|| false).await;
        world.syncs.let_go();
        let answers = join_all(all).await;
        let answers: Vec<_> = answers
            .into_iter()
            .map(|answer| answer.unwrap_or(Err("a panic")))
            .collect();
        let refused = answers
            .iter()
            .filter(|answer| **answer == Err("full"))
            .count();
        equal(
            "how many of ten are refused, with room for three",
            refused,
            7,
        );
        let mut ids: Vec<_> = answers.into_iter().flatten().collect();
        ids.sort_unstable();
        ids.dedup();
        equal("how many different numbers are returned", ids.len(), 3);
        equal("the number of lines in the book", world.lines(), 3);
    });
}

fn stage_2_the_disk_fails() {
    promise(
        "fails, the job is refused with `Disk`, is not done by this service, and takes no place",
    );
    real_time(async || {
        let world = World::with("");
        let service = world.starts(1, 1, 3);
        for _ in 0..3 {
            world.syncs.fail.store(true, SeqCst);
            is_told(&service, "lost", "disk").await;
            world.syncs.fail.store(false, SeqCst);
        }
        a_moment().await;
        world.shop.begun_are(&[]);
    });
    real_time(async || {
        let world = World::with("");
        let service = world.starts(0, 1, 3);
        world.syncs.fail.store(true, SeqCst);
        promise("It could not be written.");
        is_told(&service, "lost", "disk").await;
        world.syncs.fail.store(false, SeqCst);
        accepted(&service, "tea").await;
        is_told(&service, "cups", "full").await;
    });
}

fn stage_2_the_disk_blocks_nobody() {
    promise("The disk may be slow, and blocks no thread of the runtime.");
    real_time(async || {
        let disk = disk("").with_sync(|| {
            thread::sleep(ms(4));
            Ok(())
        });
        let limits = Limits {
            workers: 0,
            room: 20,
            attempts: 3,
        };
        let Ok(service) = Service::start(disk, Shop::new(0).work(), limits) else {
            wrong("the service does not start", "its book can be read")
        };
        never_blocks("The disk may be slow, and blocks no thread of the runtime.");
        for _ in 0..20 {
            accepted(&service, "tea").await;
        }
    });
}

fn stage_2_who_asks_goes_away() {
    promise(
        "a job whose line is on the disk is done all the same, and one that is not there takes no place",
    );
    look_at("a future that is dropped: what of it goes on, and what is lost?");
    real_time(async || {
        if_it_hangs("a job whose line is on the disk is not done");
        let world = World::with("");
        let service = world.starts(1, 1, 3);
        world.syncs.hold();
        let asks = asks(&service, "tea");
        world.is_syncing(|| false).await;
        asks.abort();
        let _ = asks.await;
        world.syncs.let_go();
        world.shop.has_begun(1).await;
        // Dropped at once: before its first poll, or after it.
        for polls in [0, 1, 2] {
            let world = World::with("");
            let service = world.starts(0, 3, 3);
            let mut asks = service.submit("tea".to_owned()).boxed();
            for _ in 0..polls {
                if poll_immediate(&mut asks).await.is_some() {
                    break;
                }
            }
            drop(asks);
            let seen = format!(
                "who asked went away after {polls} polls, and of three places some are lost"
            );
            for _ in 0..500 {
                let _ = submit(&service, "cups").await;
                if world.lines() >= 3 {
                    break;
                }
                sleep(ms(2)).await;
            }
            a_moment().await;
            holds(
                world.lines() >= 3,
                Kind::Leaks,
                &seen,
                "nobody waits, and others are refused",
            );
            equal("the number of lines, with room for three", world.lines(), 3);
            for line in world.durable().lines() {
                if let Some(Entry::Accepted { id, .. }) = Entry::parse(line) {
                    status_is(&service, id, "waiting");
                }
            }
        }
    });
}

fn stage_3_so_many_at_once_in_order() {
    promise(
        "Do the jobs, in the order in which they were accepted: `limits.workers` of\nthem at once, and the next one as soon as one of those has ended.",
    );
    if_it_hangs("a worker waits for something, and jobs wait for a worker");
    real_time(async || {
        let world = World::with("");
        let service = world.starts(3, 10, 3);
        // They sleep, and have to be woken.
        a_moment().await;
        let tasks = [
            "hold a", "hold b", "hold c", "hold d", "hold e", "hold f", "hold g",
        ];
        let mut ids = Vec::new();
        for task in tasks {
            ids.push(accepted(&service, task).await);
        }
        for begun in 3..=7 {
            world.shop.has_begun(begun).await;
            a_moment().await;
            promise("So many jobs run at once.");
            world.shop.begun_are(&tasks[..begun]);
            equal("how many run at once", world.shop.inside.load(SeqCst), 3);
            world.shop.gate.add_permits(1);
        }
        world.shop.gate.add_permits(2);
        promise("It has this result.");
        for (id, task) in ids.into_iter().zip(tasks) {
            becomes(&service, id, &format!("done {task}: packed")).await;
        }
        promise("beside those that run");
        let world = World::with("");
        let service = world.starts(1, 2, 3);
        accepted(&service, "hold").await;
        world.shop.has_begun(1).await;
        accepted(&service, "tea").await;
        accepted(&service, "cups").await;
        is_told(&service, "milk", "full").await;
    });
}

fn stage_3_more_than_there_is_room_for() {
    promise("and what is accepted is done, also if it is more than there is room for");
    if_it_hangs("what is in the book waits for room that nobody makes");
    real_time(async || {
        let world = World::with(
            "accepted 9 hold i\naccepted 1 a\naccepted 2 b\ndone 1 packed\naccepted 8 h\naccepted 5 e\n",
        );
        let service = world.starts(1, 2, 3);
        promise(
            "Read the book on `disk`, and go on from there: what has ended is known and not done again",
        );
        world.shop.has_begun(1).await;
        status_is(&service, 1, "done packed");
        is_told(&service, "z", "full").await;
        world.shop.gate.add_permits(1);
        for (id, task) in [(9, "hold i"), (2, "b"), (8, "h"), (5, "e")] {
            becomes(&service, id, &format!("done {task}: packed")).await;
        }
        world.shop.begun_are(&["hold i", "b", "h", "e"]);
        let id = accepted(&service, "z").await;
        becomes(&service, id, "done z: packed").await;
    });
}

fn stage_3_it_is_tried_again() {
    promise(
        "A job that says why it has no result is tried again, at once and by the same worker, until it has been tried `limits.attempts` times; then it has failed for the last reason.",
    );
    real_time(async || {
        let world = World::with("accepted 1 fails 2\naccepted 2 fails 3\naccepted 3 tea\n");
        let service = world.starts(1, 5, 3);
        becomes(&service, 1, "done fails 2: packed").await;
        promise("It has none, and this is why.");
        becomes(&service, 2, "failed no tea, 3").await;
        becomes(&service, 3, "done tea: packed").await;
        let [two, three] = ["fails 2", "fails 3"];
        world
            .shop
            .begun_are(&[two, two, two, three, three, three, "tea"]);
        world.book_is(&[
            "accepted 1 fails 2",
            "accepted 2 fails 3",
            "accepted 3 tea",
            "done 1 fails 2: packed",
            "done 3 tea: packed",
            "failed 2 no tea, 3",
        ]);
        promise("So often a job is tried. It is at least one.");
        let world = World::with("accepted 1 fails 1\n");
        let service = world.starts(1, 5, 1);
        becomes(&service, 1, "failed no tea, 1").await;
        world.shop.begun_are(&["fails 1"]);
    });
}

fn stage_3_a_panic_costs_no_worker() {
    promise("One that panics has been tried as well.");
    expect_panic("out of paper");
    look_at("whose code runs when a job is called, and when its future is polled?");
    real_time(async || {
        let world = World::with(
            "accepted 1 panics 1\naccepted 2 panics 2\naccepted 3 panics at once 1\naccepted 4 panics at once 2\naccepted 5 panics 5\n",
        );
        let service = world.starts(1, 5, 5);
        becomes(&service, 1, "done panics 1: packed").await;
        promise(
            "once for\neach job: after the second one the job has failed, however many attempts are left",
        );
        becomes(&service, 2, "failed panicked").await;
        becomes(&service, 3, "done panics at once 1: packed").await;
        becomes(&service, 4, "failed panicked").await;
        becomes(&service, 5, "failed panicked").await;
        let [one, two, at_once] = ["panics 1", "panics 2", "panics at once 1"];
        let twice = "panics at once 2";
        world.shop.begun_are(&[
            one, one, two, two, at_once, at_once, twice, twice, "panics 5", "panics 5",
        ]);
        promise("Where a panic was the last attempt, the reason is `panicked`.");
        let world = World::with("accepted 1 panics 1\n");
        becomes(&world.starts(1, 5, 1), 1, "failed panicked").await;
        world.shop.begun_are(&["panics 1"]);
        promise("Other jobs notice nothing of it.");
        let world = World::with(
            "accepted 1 hold\naccepted 2 panics 9\naccepted 3 panics 9\naccepted 4 panics at once 9\n",
        );
        let service = world.starts(2, 5, 5);
        becomes(&service, 4, "failed panicked").await;
        let id = accepted(&service, "hold too").await;
        becomes(&service, id, "running 0").await;
        world.shop.gate.add_permits(2);
        becomes(&service, 1, "done hold: packed").await;
        becomes(&service, id, "done hold too: packed").await;
    });
}

fn stage_3_it_is_on_the_disk_before_it_is_done() {
    promise("A job has ended when its line is on the disk for good.");
    promise_against(
        Kind::BlocksRuntime,
        "The disk may be slow, and blocks no thread of the runtime.",
    );
    look_at("who learns of the result, and when?");
    expect_panic("out of paper");
    real_time(async || {
        for (task, end) in [
            ("tea", "done 1 tea: packed"),
            ("fails 3", "failed 1 no tea, 3"),
            ("panics 2", "failed 1 panicked"),
        ] {
            let world = World::with(format!("accepted 1 {task}\n"));
            world.syncs.hold();
            let service = world.starts(1, 1, 3);
            let has_ended = || {
                let status = service.status(1);
                matches!(status, Some(Status::Done(_) | Status::Failed(_)))
            };
            world.is_syncing(has_ended).await;
            promise("Nobody is told of the result before.");
            let seen = "the result was told while its line was on its way to the disk";
            let means = "after a power cut the job is done again, and may have another result";
            holds(!has_ended(), Kind::TooEarly, seen, means);
            world.syncs.let_go();
            until(
                "a job's line is on the disk, and it does not end",
                "who asks for it waits for ever",
                has_ended,
            )
            .await;
            promise(
                "Its result is a part of this\nline, so that there are either both or none: once for each job, however often the service\nwas killed.",
            );
            world.book_is(&[&*format!("accepted 1 {task}"), end]);
        }
    });
}

fn stage_3_what_has_ended_is_not_done_again() {
    promise("what has ended is known and not done again");
    real_time(async || {
        let world = World::with("");
        let service = world.starts(2, 9, 3);
        for task in ["tea", "fails 3", "tea"] {
            accepted(&service, task).await;
        }
        world.shop.has_begun(5).await;
        until("of three jobs not all end", "each has a worker", || {
            world.lines() == 6
        })
        .await;
        a_moment().await;
        let again = World {
            shop: Shop::new(0),
            ..world
        };
        let service = again.starts(2, 9, 3);
        let id = accepted(&service, "cups").await;
        becomes(&service, id, "done cups: packed").await;
        again.shop.begun_are(&["cups"]);
        promise("which no job has had before, also before a restart");
        equal("the number of lines in the book", again.lines(), 8);
    });
}

fn stage_4_a_job_is_followed_to_its_end() {
    promise("First comes its status as it is now, and then each new one, in order.");
    promise_against(Kind::Hangs, "it comes last, and then the stream ends");
    real_time(async || {
        let world = World::with("accepted 1 hold\naccepted 2 steps\naccepted 3 fails 9\n");
        let service = world.starts(1, 3, 3);
        world.shop.has_begun(1).await;
        let follow = |id| {
            let news = service.follow(id);
            news.unwrap_or_else(|| wrong(&format!("job {id} cannot be followed"), "it is there"))
        };
        let mut news = follow(2);
        let mut late = follow(2);
        let mut first = follow(1);
        let mut third = follow(3);
        let next = async |news: &mut futures::stream::BoxStream<'static, Status>, want: &str| {
            equal(
                "the next status of a job",
                shown(news.next().await).as_str(),
                want,
            );
        };
        promise("It runs, and is so far, in percent: 0 at first.");
        next(&mut first, "running 0").await;
        next(&mut news, "waiting").await;
        world.shop.gate.add_permits(1);
        next(&mut first, "done hold: packed").await;
        next(&mut first, "none").await;
        for (want, permits) in [("running 0", 1), ("running 10", 1), ("running 60", 1)] {
            next(&mut news, want).await;
            status_is(&service, 2, want);
            if want == "running 10" {
                next(&mut follow(2), want).await;
            }
            world.shop.steps.add_permits(permits);
        }
        next(&mut news, "done steps: packed").await;
        next(&mut news, "none").await;
        promise("The end is missed by nobody: it comes last, and then the stream ends.");
        let all: Vec<_> = late.by_ref().collect().await;
        equal(
            "the last of it",
            shown(all.into_iter().next_back()).as_str(),
            "done steps: packed",
        );
        let all: Vec<_> = third.by_ref().collect().await;
        equal(
            "the last of it",
            shown(all.into_iter().next_back()).as_str(),
            "failed no tea, 3",
        );
        let mut ended = follow(2);
        next(&mut ended, "done steps: packed").await;
        next(&mut ended, "none").await;
        promise("Follow a job; `None` if there is none.");
        equal(
            "whether job 9 can be followed",
            service.follow(9).is_some(),
            false,
        );
    });
}

fn stage_4_a_slow_reader_holds_up_nobody() {
    promise(
        "Who reads slowly holds up nobody, and misses some: no more than 32 are kept for each.",
    );
    if_it_hangs("the job, or the reader, waits for the other one");
    look_at("what is kept for somebody who does not read?");
    real_time(async || {
        let world = World::with("accepted 1 hold\naccepted 2 many steps\n");
        let service = world.starts(1, 3, 3);
        world.shop.has_begun(1).await;
        let (Some(slow), Some(gone)) = (service.follow(2), service.follow(2)) else {
            wrong("job 2 cannot be followed", "it is there")
        };
        let mut slow = slow.peekable();
        let _ = std::pin::Pin::new(&mut slow).peek().await;
        world.shop.gate.add_permits(1);
        becomes(&service, 2, "done many steps: packed").await;
        drop(gone);
        let kept: Vec<_> = slow.collect().await;
        let number = kept.len();
        let seen = format!("{number} of 20000 were kept for one who did not read");
        // The first one was taken by then.
        holds(
            number <= 33,
            Kind::Leaks,
            &seen,
            "one who never reads takes all memory, by and by",
        );
        equal(
            "the last of it",
            shown(kept.into_iter().next_back()).as_str(),
            "done many steps: packed",
        );
    });
}

fn stage_4_jobs_are_counted() {
    promise("How many jobs there are, those from before a restart included.");
    real_time(async || {
        let world = World::with(
            "accepted 1 a\ndone 1 packed\naccepted 2 hold\naccepted 3 fails 3\naccepted 4 hold\naccepted 5 c\naccepted 6 d\n",
        );
        let service = world.starts(2, 3, 3);
        world.shop.has_begun(5).await;
        becomes(&service, 3, "failed no tea, 3").await;
        becomes(&service, 4, "running 0").await;
        let counts = || {
            let metrics = service.metrics();
            [
                metrics.waiting,
                metrics.running,
                metrics.done,
                metrics.failed,
            ]
        };
        promise("They are accepted.");
        promise("They run.");
        promise("They have a result.");
        promise("They have none.");
        equal(
            "what waits, runs, is done and has failed",
            counts(),
            [2, 2, 1, 1],
        );
        world.shop.gate.add_permits(2);
        for (id, task) in [(2, "hold"), (4, "hold"), (5, "c"), (6, "d")] {
            becomes(&service, id, &format!("done {task}: packed")).await;
        }
        equal(
            "what waits, runs, is done and has failed",
            counts(),
            [0, 0, 5, 1],
        );
    });
}

fn shown_end(ended: Ended) -> &'static str {
    match ended {
        Ended::Drained => "Drained",
        Ended::CutOff => "CutOff",
    }
}

/// The clock stands still from here on, and a thread sees to it that it does.
fn the_clock_is_held() -> impl Sized {
    pause();
    let (hold, held) = std::sync::mpsc::channel::<()>();
    drop(spawn_blocking(move || held.recv().is_ok()));
    hold
}

/// What has to happen on other threads meanwhile, without a clock.
async fn turns(number: usize, mut is_over: impl FnMut() -> bool) {
    for _ in 0..number {
        if is_over() {
            return;
        }
        let _ = spawn_blocking(|| thread::sleep(ms(1))).await;
    }
}

fn stage_5_what_runs_comes_to_its_end() {
    promise("Jobs that run go on to their end, with all their attempts.");
    if_it_hangs("it waits for something that does not end by itself");
    look_at("who is told that the service stops, and what does each of them do?");
    real_time(async || {
        let world = World::with(
            "accepted 1 hold\naccepted 2 hold fails\naccepted 3 tea\naccepted 4 cups\n",
        );
        let service = world.starts(2, 9, 3);
        world.shop.has_begun(2).await;
        let follow = |id| service.follow(id).map(|news| news.count());
        let streams = (follow(1), follow(3));
        let stopped = service.clone();
        let stops = tokio::spawn(async move { shown_end(stopped.stop(ms(3_600_000)).await) });
        a_moment().await;
        promise("all streams of [`Service::follow`] end at\nonce, whatever their jobs do");
        if let (Some(runs), Some(waits)) = streams {
            tokio::join!(runs, waits);
        }
        promise("From now on no job is accepted and none begins");
        is_told(&service, "late", "stopping").await;
        promise("The service comes to its end.");
        let seen = "it has ended, and two jobs run";
        holds(
            !stops.is_finished(),
            Kind::TooEarly,
            seen,
            "they are stopped in the middle",
        );
        // Two wait at the gate, and one of them does so once more.
        world.shop.gate.add_permits(3);
        promise(
            "As soon as the last one has ended, and its line is written, this returns `Drained`.",
        );
        equal("how it ended", stops.await.unwrap_or("a panic"), "Drained");
        promise("No job runs any more.");
        world.book_is(&[
            "accepted 1 hold",
            "accepted 2 hold fails",
            "accepted 3 tea",
            "accepted 4 cups",
            "done 1 hold: packed",
            "done 2 hold fails: packed",
        ]);
        a_moment().await;
        world.shop.begun_are(&["hold", "hold fails", "hold fails"]);
        promise(
            "What is accepted and has not ended stays in the book, and is done after the next start.",
        );
        let service = world.starts(2, 9, 3);
        becomes(&service, 3, "done tea: packed").await;
        becomes(&service, 4, "done cups: packed").await;
        equal(
            "how an idle one ends",
            shown_end(service.stop(ms(3_600_000)).await),
            "Drained",
        );
    });
}

fn stage_5_what_does_not_is_dropped() {
    promise(
        "When `grace` is over, those that still run are dropped, without a line, and it returns `CutOff`.",
    );
    if_it_hangs("it waits for jobs that do not end");
    for ends_in_time in [false, true] {
        real_time(async || {
            let world = World::with("accepted 1 hold\naccepted 2 tea\n");
            let service = world.starts(1, 9, 3);
            world.shop.has_begun(1).await;
            let _held = the_clock_is_held();
            let stopped = service.clone();
            let stops = tokio::spawn(async move { shown_end(stopped.stop(ms(60_000)).await) });
            turns(5, || false).await;
            advance(ms(59_000)).await;
            turns(20, || stops.is_finished()).await;
            promise("Come to an end within `grace`.");
            let seen = "it has ended after 59 s of 60, and a job runs";
            holds(
                !stops.is_finished(),
                Kind::TooEarly,
                seen,
                "the job had more time",
            );
            match ends_in_time {
                true => world.shop.gate.add_permits(1),
                false => advance(ms(2_000)).await,
            }
            turns(3_000, || stops.is_finished()).await;
            let seen = "it has not ended";
            holds(
                stops.is_finished(),
                Kind::Late,
                seen,
                "whoever waits for the end of the program kills it",
            );
            let ended = stops.await.unwrap_or("a panic");
            promise("After that nothing is left that runs or writes.");
            equal("how many jobs run", world.shop.inside.load(SeqCst), 0);
            world.shop.gate.add_permits(9);
            turns(20, || false).await;
            let (want, lines) = if ends_in_time {
                ("Drained", 3)
            } else {
                ("CutOff", 2)
            };
            promise("Some did when the time was over.");
            equal("how it ended", ended, want);
            equal("the number of lines in the book", world.lines(), lines);
            world.shop.begun_are(&["hold"]);
        });
    }
}

/// Whoever is between the question and the answer.
fn stage_5_what_is_on_its_way_to_the_disk() {
    promise("After that nothing is left that runs or writes.");
    look_at("who may still write when the last job has ended?");
    real_time(async || {
        let world = World::with("");
        let service = world.starts(0, 9, 3);
        world.syncs.hold();
        let asks = asks(&service, "tea");
        world.is_syncing(|| false).await;
        let stopped = service.clone();
        let stops = tokio::spawn(async move { shown_end(stopped.stop(ms(3_600_000)).await) });
        a_moment().await;
        let seen = "it has ended, and a line is on its way to the disk";
        holds(
            !stops.is_finished(),
            Kind::TooEarly,
            seen,
            "whoever opens the book now reads half of it",
        );
        world.syncs.let_go();
        equal("how it ended", stops.await.unwrap_or("a panic"), "Drained");
        let answer = asks.await.unwrap_or(Err("a panic"));
        equal(
            "whether the job is accepted, as its line says",
            answer.is_ok(),
            true,
        );
        equal("the number of lines in the book", world.lines(), 1);
    });
}

/// A service that is a process.
struct Site {
    program: Program,
    addr: SocketAddr,
}

/// No process that can run is silent for so long.
const SILENCE: Duration = ms(9_000);
const WORKERS: usize = 4;
const ROOM: usize = 16;
/// These many jobs are quick, and as many others find no open gate in the first life.
const QUICK: usize = 100;
const STUCK: usize = WORKERS + ROOM;
const JOBS: usize = 200;

impl Site {
    fn starts(path: &Path, open: usize, threads: usize) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port has to be free");
        let addr = listener.local_addr().expect("it has an address");
        let program = Program::start("the service", || {
            serves(listener.try_clone(), path, open, threads)
        });
        Self { program, addr }
    }

    fn ask(&self, head: &str, body: &str) -> (u16, String) {
        self.answer(head, self.begin(head, body))
    }

    fn answer(&self, head: &str, begun: io::Result<TcpStream>) -> (u16, String) {
        match begun.and_then(read_answer) {
            Ok(answer) => answer,
            Err(error) => {
                let seen = format!("`{head}` was not answered: {error}");
                self.program.is_in_trouble(&seen, "the service hangs")
            }
        }
    }

    fn begin(&self, head: &str, body: &str) -> io::Result<TcpStream> {
        let mut stream = TcpStream::connect_timeout(&self.addr, SILENCE)?;
        stream.set_read_timeout(Some(SILENCE))?;
        let length = body.len();
        let more = "host: shop\r\nconnection: close\r\ncontent-type: text/plain";
        write!(
            stream,
            "{head} HTTP/1.1\r\n{more}\r\ncontent-length: {length}\r\n\r\n{body}"
        )?;
        Ok(stream)
    }

    /// Have jobs accepted, several at a time, as soon as there is room.
    fn submit(&self, tasks: &[String]) -> Vec<u64> {
        let head = "POST /jobs";
        let ids = tasks.chunks(WORKERS).flat_map(|tasks| {
            let begun = tasks.iter().map(|task| self.begin(head, task));
            let begun: Vec<_> = begun.collect();
            let answers = begun.into_iter().zip(tasks);
            answers.map(|(begun, task)| self.accepted(self.answer(head, begun), task))
        });
        ids.collect()
    }

    /// The number of a job, which is sent again where there was no room.
    fn accepted(&self, mut answer: (u16, String), task: &str) -> u64 {
        let begun = Instant::now();
        while answer.0 == 503 && begun.elapsed() < SILENCE {
            thread::sleep(ms(5));
            answer = self.ask("POST /jobs", task);
        }
        let id = answer.1.parse().ok().filter(|_| answer.0 == 202);
        id.unwrap_or_else(|| {
            let seen = format!("`POST /jobs` is answered with {answer:?}");
            let means = "the jobs before it end, and make room";
            self.program.is_in_trouble(&seen, means)
        })
    }

    /// Wait until so many jobs are done, as long as it goes on.
    fn have_done(&self, number: usize) {
        let (mut last, mut since) = (String::new(), Instant::now());
        loop {
            let (_, metrics) = self.ask("GET /metrics", "");
            if metrics.contains(&format!("\ndone {number}\n")) {
                return;
            }
            if metrics != last {
                (last, since) = (metrics, Instant::now());
            } else if since.elapsed() > SILENCE {
                let metrics = last.trim_end().replace('\n', ", ");
                let seen =
                    format!("{number} jobs have to be done by now, and there are: {metrics}");
                self.program.is_in_trouble(
                    &seen,
                    "jobs were accepted, and are lost, or nobody does them",
                );
            }
            thread::sleep(ms(5));
        }
    }
}

fn read_answer(mut stream: TcpStream) -> io::Result<(u16, String)> {
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let status = answer.get(9..12).and_then(|status| status.parse().ok());
    let body = answer.split_once("\r\n\r\n");
    let whole = status.zip(body.map(|(_, body)| body.to_owned()));
    whole.ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
}

/// The process of the service.
fn serves(listener: io::Result<TcpListener>, path: &Path, open: usize, threads: usize) {
    let mut builder = match threads {
        1 => Builder::new_current_thread(),
        _ => Builder::new_multi_thread(),
    };
    let runtime = builder.enable_all().build().expect("there is a runtime");
    runtime.block_on(async {
        let listener = listener.expect("it is open");
        listener.set_nonblocking(true).expect("it is a socket");
        let listener = tokio::net::TcpListener::from_std(listener).expect("it is a socket");
        let limits = Limits {
            workers: WORKERS,
            room: ROOM,
            attempts: 3,
        };
        let disk = Disk::open(path).expect("it can be opened");
        let service = Service::start(disk, Shop::new(open).work(), limits).expect("it starts");
        let stop = async { drop(exercise::told_to_stop().await) };
        let _ = exercise::run(listener, service, stop, ms(300)).await;
    });
    runtime.shutdown_background();
}

/// 200 jobs, in two lives of a service; `ends` ends the first one.
fn in_two_lives(
    threads: usize,
    ends: impl FnOnce(Program, &Path),
) -> (PathBuf, Vec<(u64, String)>) {
    let path = path();
    let first = Site::starts(&path, 0, threads);
    let mut jobs = Vec::new();
    let mut submit = |site: &Site, name: &str, number: usize| {
        let tasks = (0..number).map(|job| format!("{name} of {job}"));
        let tasks: Vec<_> = tasks.collect();
        jobs.extend(site.submit(&tasks).into_iter().zip(tasks));
    };
    submit(&first, "quick", QUICK);
    first.have_done(QUICK);
    submit(&first, "hold", STUCK);
    let stuck = submit_one_too_many(&first);
    // Somebody follows a job, and never reads.
    let reader = first.begin(&format!("GET /jobs/{stuck}/events"), "");
    ends(first.program, &path);
    drop(reader);
    let second = Site::starts(&path, JOBS, threads);
    submit(&second, "late", JOBS - QUICK - STUCK);
    second.have_done(JOBS);
    second.program.ends(SILENCE);
    (path, jobs)
}

/// All places are taken; the number of a job that runs.
fn submit_one_too_many(site: &Site) -> usize {
    promise("If `limits.room` jobs wait already, it is refused with `Full`");
    let begun = Instant::now();
    while !site
        .ask("GET /metrics", "")
        .1
        .contains(&format!("running {WORKERS}"))
        && begun.elapsed() < SILENCE
    {
        thread::sleep(ms(5));
    }
    let (status, _) = site.ask("POST /jobs", "one too many");
    equal("what one too many is answered", status, 503);
    QUICK + 1
}

/// Each job has one line that says that it was accepted, and one with its result.
fn each_is_done_once(path: &Path, jobs: &[(u64, String)]) {
    promise(
        "Its result is a part of this\nline, so that there are either both or none: once for each job, however often the service\nwas killed.",
    );
    let book = fs::read_to_string(path).unwrap_or_default();
    let entries: Vec<_> = book.lines().map(Entry::parse).collect();
    for (id, task) in jobs {
        let id = *id;
        let want = [
            Entry::Accepted {
                id,
                task: task.clone(),
            },
            Entry::Done {
                id,
                result: format!("{task}: packed"),
            },
        ];
        let times = want.map(|want| {
            entries
                .iter()
                .filter(|entry| **entry == Some(want.clone()))
                .count()
        });
        let what = format!("how often the book says that `{task}` is accepted, and done");
        equal(&what, times, [1, 1]);
    }
    equal("the number of lines in the book", entries.len(), 2 * JOBS);
}

fn the_whole_is_terminated_and_started_again() {
    promise(
        "Serve on `listener` until `stop` is ready, and come to an end within `grace`, and a second for answers that are on their way.",
    );
    promise("Ready when the program is told to stop, by SIGTERM or by Ctrl-C.");
    let (path, jobs) = in_two_lives(2, |program, _| program.ends(SILENCE));
    each_is_done_once(&path, &jobs);
}

fn the_whole_is_killed_and_started_again() {
    promise(
        "Its result is a part of this\nline, so that there are either both or none: once for each job, however often the service\nwas killed.",
    );
    let (path, jobs) = in_two_lives(1, |program, path| {
        program.is_killed();
        // It was killed as it wrote a line.
        let book = fs::OpenOptions::new().append(true).open(path);
        let half = book.and_then(|mut book| book.write_all(b"done 101 hold of 0: pac"));
        half.expect("the book can be written");
    });
    each_is_done_once(&path, &jobs);
}
