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

use exercise::{Ended, Limits, Refused, Service, Status};
use futures::future::{join_all, poll_immediate};
use futures::stream::BoxStream;
use futures::{FutureExt, StreamExt};
use lab::{Disk, Entry, ms};
use proof::prelude::*;
use proof::{Chores, SlowDisk, StillClock, a_moment, comes_about, is_soon};
use proof_http::Site;
use std::fs;
use std::io::Write;
use std::ops::Deref;
use std::path::Path;
use std::sync::Arc;
use tokio::task::JoinHandle;

proof::main!(
    stage_1_the_book_is_read,
    stage_1_a_half_line_counts_for_nothing,
    stage_1_an_error_is_returned,
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
    stage_3_what_cannot_be_written_is_not_told,
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

fn work(shop: &Chores) -> exercise::Work {
    let shop = shop.clone();
    Arc::new(move |task, progress| shop.attempt(task, move |percent| progress.percent(percent)))
}

fn limits(workers: usize, room: usize, attempts: u32) -> Limits {
    Limits {
        workers,
        room,
        attempts,
    }
}

/// A disk, and what is done.
#[derive(Clone)]
struct World {
    disk: SlowDisk,
    shop: Chores,
}

impl World {
    fn with(book: impl AsRef<[u8]>) -> Self {
        let (disk, shop) = (SlowDisk::with(book), Chores::new(0));
        Self { disk, shop }
    }

    fn starts(&self, workers: usize, room: usize, attempts: u32) -> At {
        let limits = limits(workers, room, attempts);
        let started = Service::start(self.disk.disk(), work(&self.shop), limits);
        let seen = |error| format!("the service does not start: {error}");
        let fails = |error| wrong(&seen(error), "its book can be read");
        let (service, world) = (started.unwrap_or_else(fails), self.clone());
        At { service, world }
    }

    /// Wait until somebody waits for the disk, or `is_over`.
    async fn is_syncing(&self, is_over: impl Fn() -> bool) {
        let seen = "there is something to write, and nothing is synced";
        let syncs = || self.disk.is_waited_for() || is_over();
        comes_about(seen, "nothing is on the disk for good", syncs).await;
        a_moment().await;
    }

    /// These lines stand in the book for good, in any order.
    fn book_is(&self, want: &[&str]) {
        let book = self.disk.durable();
        let mut lines: Vec<_> = book.lines().collect();
        lines.sort_unstable();
        equal("the lines of the book, sorted", lines, want.to_vec());
    }

    fn lines_are(&self, want: usize) {
        equal("the number of lines in the book", self.disk.lines(), want);
    }
}

/// A service in its world.
#[derive(Clone)]
struct At {
    service: Service,
    world: World,
}

impl Deref for At {
    type Target = World;

    fn deref(&self) -> &World {
        &self.world
    }
}

type Submitted = Result<u64, &'static str>;

impl At {
    async fn submits(&self, task: &str) -> Submitted {
        let submitted = self.service.submit(task.to_owned()).await;
        submitted.map_err(|refused| match refused {
            Refused::Full => "full",
            Refused::Stopping => "stopping",
            Refused::Disk => "disk",
        })
    }

    /// It asks on its own.
    fn asks(&self, task: &'static str) -> JoinHandle<Submitted> {
        let at = self.clone();
        tokio::spawn(async move { at.submits(task).await })
    }

    async fn accepts(&self, task: &str) -> u64 {
        let refused = |why| wrong(&format!("`{task}` was refused: {why}"), "there is room");
        self.submits(task).await.unwrap_or_else(refused)
    }

    /// It refuses the task for this reason.
    async fn refuses(&self, task: &str, why: &str) {
        let what = format!("what is said to `{task}`");
        equal(&what, self.submits(task).await, Err(why));
    }

    fn status(&self, id: u64) -> String {
        shown(self.service.status(id))
    }

    fn status_is(&self, id: u64, want: &str) {
        let what = format!("the status of job {id}");
        equal(&what, self.status(id).as_str(), want);
    }

    async fn becomes(&self, id: u64, want: &str) {
        is_soon(ms(3_000), || self.status(id) == want).await;
        self.status_is(id, want);
    }

    /// These jobs are done, with the result that such tasks have.
    async fn are_done(&self, jobs: &[(u64, &str)]) {
        for (id, task) in jobs {
            self.becomes(*id, &format!("done {task}: packed")).await;
        }
    }

    fn has_ended(&self, id: u64) -> bool {
        let status = self.service.status(id);
        matches!(status, Some(Status::Done(_) | Status::Failed(_)))
    }

    fn follows(&self, id: u64) -> News {
        let none = || wrong(&format!("job {id} cannot be followed"), "it is there");
        News(self.service.follow(id).unwrap_or_else(none))
    }

    fn counts_are(&self, want: [usize; 4]) {
        let it = self.service.metrics();
        let counts = [it.waiting, it.running, it.done, it.failed];
        equal("what waits, runs, is done and has failed", counts, want);
    }

    fn stops(&self, grace: u64) -> JoinHandle<&'static str> {
        let service = self.service.clone();
        tokio::spawn(async move {
            match service.stop(ms(grace)).await {
                Ended::Drained => "Drained",
                Ended::CutOff => "CutOff",
            }
        })
    }
}

struct News(BoxStream<'static, Status>);

impl News {
    async fn next_is(&mut self, want: &str) {
        let what = "the next status of a job";
        equal(what, shown(self.0.next().await).as_str(), want);
    }

    async fn last_is(self, want: &str) {
        let all: Vec<_> = self.0.collect().await;
        let what = "the last of it";
        equal(what, shown(all.into_iter().next_back()).as_str(), want);
    }
}

async fn ended_is(stops: JoinHandle<&'static str>, want: &str) {
    equal("how it ended", stops.await.unwrap_or("a panic"), want);
}

fn wrong(seen: &str, means: &str) -> ! {
    holds(false, Kind::WrongResult, seen, means);
    unreachable!("a refusal leaves the test")
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

type Jobs = Vec<(u64, String)>;

/// What a book says: what waits, what has ended, and the next number.
fn read(disk: &SlowDisk) -> (Jobs, Jobs, u64) {
    let fails = |error| {
        wrong(
            &format!("the book cannot be read: {error}"),
            "half a line is no error",
        )
    };
    let book = exercise::recover(&disk.disk()).unwrap_or_else(fails);
    let ended = book.ended.into_iter();
    let ended = ended.map(|(id, status)| (id, shown(Some(status))));
    (book.waiting.into(), ended.collect(), book.next)
}

fn stage_1_the_book_is_read() {
    promise("It consists of lines, each of which is an [`Entry`].");
    let book = "accepted 1 tea\naccepted 4 two cups\ndone 1 packed\naccepted 2 milk\n\
                failed 2 it is sour\naccepted 3 a\\nb\n";
    let disk = SlowDisk::with(book);
    let (waiting, ended, next) = read(&disk);
    let jobs = |jobs: [(u64, &str); 2]| jobs.map(|(id, text)| (id, text.to_owned()));
    promise("What is accepted and has not ended, with its number, in the order of the lines.");
    let what = "the list of what waits";
    equal(what, waiting, jobs([(4, "two cups"), (3, "a\nb")]));
    promise("What has ended, `Done` or `Failed`.");
    let want = jobs([(1, "done packed"), (2, "failed it is sour")]);
    equal("the list of what has ended", ended, want);
    promise("Larger than each number in the book, and than zero.");
    for (next, last) in [(next, 4), (read(&SlowDisk::with("")).2, 0)] {
        let seen = format!("the next number is {next}, after {last}");
        let means = "two jobs get the same number";
        holds(next > last, Kind::WrongResult, &seen, means);
    }
    equal("what is left of a whole book", disk.text().as_str(), book);
}

fn stage_1_a_half_line_counts_for_nothing() {
    promise("The last one may be a half one, cut off in the middle of a letter even");
    look_at("where does the last whole line end, and what does the next one begin with?");
    let book = "accepted 1 süß\naccepted 22 tea\ndone 1 gut: süß\nfailed 22 so\n";
    for cut in 0..=book.len() {
        let left = &book.as_bytes()[..cut];
        let end = left.iter().rposition(|byte| *byte == b'\n');
        let kept = &book[..end.map_or(0, |end| end + 1)];
        let (waits, has_ended): (&[u64], &[u64]) = match kept.lines().count() {
            0 => (&[], &[]),
            1 => (&[1], &[]),
            2 => (&[1, 22], &[]),
            3 => (&[22], &[1]),
            _ => (&[], &[1, 22]),
        };
        let disk = SlowDisk::with(left);
        for again in ["", ", read again"] {
            let (waiting, ended, _) = read(&disk);
            let ids = |jobs: Jobs| jobs.into_iter().map(|(id, _)| id).collect::<Vec<_>>();
            let of = format!("of a book of {cut} bytes{again}");
            equal(&format!("what waits, {of}"), ids(waiting), waits);
            equal(&format!("what has ended, {of}"), ids(ended), has_ended);
        }
        promise("so it counts for nothing, and is cut off the file");
        let what = format!("whether the first {} of {cut} bytes are kept", kept.len());
        equal(&what, disk.text() == kept, true);
    }
}

fn stage_1_an_error_is_returned() {
    promise("An error of the disk is returned.");
    look_at("what can be done with a book that cannot be read, or not be mended?");
    for call in ["read", "cut"] {
        let disk = SlowDisk::with("accepted 1 tea\nacc");
        disk.fails_to(&[call]);
        let seen = format!("the disk fails to {call}, and the book counts as read");
        let means =
            "what is accepted is forgotten, or what is written next is a part of half a line";
        let is_told = exercise::recover(&disk.disk()).is_err();
        holds(is_told, Kind::WrongResult, &seen, means);
        disk.fails_to(&[]);
        let what = "what waits, once the disk is well again";
        equal(what, read(&disk).0, [(1, "tea".to_owned())]);
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
        let at = World::with("").starts(0, 3, 3);
        at.disk.hold();
        let asks = at.asks("tea");
        at.is_syncing(|| asks.is_finished()).await;
        let is_over = asks.is_finished();
        at.disk.let_go();
        let id = asks.await.unwrap_or(Err("a panic"));
        let seen = "a job was accepted while its line was on its way to the disk";
        let means = "the program may be killed now, or the power cut, and nobody knows of the job";
        holds(!is_over || id.is_err(), Kind::TooEarly, seen, means);
        let id =
            id.unwrap_or_else(|why| wrong(&format!("a job was refused: {why}"), "there is room"));
        at.book_is(&[&*format!("accepted {id} tea")]);
        promise("It is accepted.");
        at.status_is(id, "waiting");
        at.accepts("two\ncups").await;
        let book = at.disk.durable();
        equal("the number of lines on the disk", book.lines().count(), 2);
        let what = "whether the second task is as it was";
        equal(what, book.ends_with(" two\\ncups\n"), true);
    });
}

fn stage_2_there_is_room_for_so_many() {
    real_time(async || {
        for room in [1, 3] {
            promise("If `limits.room` jobs wait already, it is refused with `Full`");
            let at = World::with("accepted 7 old one\ndone 7 packed\n").starts(0, room, 3);
            let mut ids = Vec::new();
            for _ in 0..room {
                ids.push(at.accepts("tea").await);
            }
            for _ in 0..3 {
                at.refuses("cups", "full").await;
            }
            promise("There is no room.");
            at.lines_are(2 + room);
            promise("return its number, which no job has had before, also before a restart");
            ids.dedup();
            let new = ids.iter().filter(|id| **id > 7).count();
            equal("the number of new numbers", new, room);
            promise("What has become of this job; `None` if there is none.");
            ids.iter().for_each(|id| at.status_is(*id, "waiting"));
            at.status_is(1_000, "none");
            at.status_is(7, "done packed");
            promise("With none, all of them wait.");
            a_moment().await;
            at.shop.begun_are(&[]);
        }
    });
}

fn stage_2_many_ask_at_once() {
    promise("however many ask at the same time: what is on the way to the disk has a place");
    if_it_hangs("those who ask wait for each other");
    look_at("between the question whether there is room and the answer: what may others do?");
    real_time(async || {
        let at = World::with("").starts(0, 3, 3);
        at.disk.hold();
        let all: Vec<_> = (0..10).map(|_| at.asks("tea")).collect();
        at.is_syncing(|| false).await;
        at.disk.let_go();
        let answers = join_all(all).await.into_iter();
        let answers = answers.map(|answer| answer.unwrap_or(Err("a panic")));
        let (mut ids, refused): (Vec<_>, Vec<_>) = answers.partition(Result::is_ok);
        let full = refused.iter().filter(|answer| **answer == Err("full"));
        let what = "how many of ten are refused, with room for three";
        equal(what, full.count(), 7);
        ids.sort_unstable();
        ids.dedup();
        equal("how many different numbers are returned", ids.len(), 3);
        at.lines_are(3);
    });
}

fn stage_2_the_disk_fails() {
    promise("is refused with `Disk`, is not done by this service, and takes no place");
    for call in ["sync", "append"] {
        real_time(async || {
            let at = World::with("").starts(1, 1, 3);
            at.disk.fails_to(&[call]);
            for _ in 0..3 {
                at.refuses("lost", "disk").await;
            }
            at.disk.fails_to(&[]);
            a_moment().await;
            at.shop.begun_are(&[]);
            let at = World::with("").starts(0, 1, 3);
            at.disk.fails_to(&[call]);
            promise("It could not be written.");
            at.refuses("lost", "disk").await;
            at.disk.fails_to(&[]);
            at.accepts("tea").await;
            at.refuses("cups", "full").await;
        });
    }
}

fn stage_2_the_disk_blocks_nobody() {
    real_time(async || {
        let at = World::with("").starts(0, 20, 3);
        at.disk.takes(ms(4));
        never_blocks("The disk may be slow, and blocks no thread of the runtime.");
        for _ in 0..20 {
            at.accepts("tea").await;
        }
    });
}

fn stage_2_who_asks_goes_away() {
    promise("is done all the same, and one that is not there takes no place");
    look_at("a future that is dropped: what of it goes on, and what is lost?");
    real_time(async || {
        if_it_hangs("a job whose line is on the disk is not done");
        let at = World::with("").starts(1, 1, 3);
        at.disk.hold();
        let asks = at.asks("tea");
        at.is_syncing(|| false).await;
        asks.abort();
        let _ = asks.await;
        at.disk.let_go();
        at.shop.have_begun(1).await;
        // Dropped at once: before its first poll, or after it.
        for polls in [0, 1, 2] {
            let at = World::with("").starts(0, 3, 3);
            let mut asks = at.submits("tea").boxed();
            for _ in 0..polls {
                if poll_immediate(&mut asks).await.is_some() {
                    break;
                }
            }
            drop(asks);
            for _ in 0..500 {
                let _ = at.submits("cups").await;
                if is_soon(ms(2), || at.disk.lines() >= 3).await {
                    break;
                }
            }
            a_moment().await;
            let seen = format!(
                "who asked went away after {polls} polls, and of three places some are lost"
            );
            let means = "nobody waits, and others are refused";
            holds(at.disk.lines() >= 3, Kind::Leaks, &seen, means);
            let what = "the number of lines, with room for three";
            equal(what, at.disk.lines(), 3);
            for line in at.disk.durable().lines() {
                if let Some(Entry::Accepted { id, .. }) = Entry::parse(line) {
                    at.status_is(id, "waiting");
                }
            }
        }
    });
}

fn stage_3_so_many_at_once_in_order() {
    promise("Do the jobs, in the order in which they were accepted");
    if_it_hangs("a worker waits for something, and jobs wait for a worker");
    real_time(async || {
        let at = World::with("").starts(3, 10, 3);
        // They sleep, and have to be woken.
        a_moment().await;
        let tasks = ["a", "b", "c", "d", "e", "f", "g"].map(|job| format!("hold {job}"));
        let tasks = tasks.each_ref().map(String::as_str);
        let mut jobs = Vec::new();
        for task in tasks {
            jobs.push((at.accepts(task).await, task));
        }
        for begun in 3..=7 {
            at.shop.have_begun(begun).await;
            a_moment().await;
            promise("So many jobs run at once.");
            at.shop.begun_are(&tasks[..begun]);
            equal("how many run at once", at.shop.under_way(), 3);
            at.shop.let_through(1);
        }
        at.shop.let_through(2);
        promise("It has this result.");
        at.are_done(&jobs).await;
        promise("beside those that run");
        let at = World::with("").starts(1, 2, 3);
        at.accepts("hold").await;
        at.shop.have_begun(1).await;
        at.accepts("tea").await;
        at.accepts("cups").await;
        at.refuses("milk", "full").await;
    });
}

fn stage_3_more_than_there_is_room_for() {
    promise("and what is accepted is done, also if it is more than there is room for");
    if_it_hangs("what is in the book waits for room that nobody makes");
    real_time(async || {
        let book = "accepted 9 hold i\naccepted 1 a\naccepted 2 b\ndone 1 packed\naccepted 8 h\naccepted 5 e\n";
        let at = World::with(book).starts(1, 2, 3);
        promise("go on from there: what has ended is known and not done again");
        at.shop.have_begun(1).await;
        at.status_is(1, "done packed");
        at.refuses("z", "full").await;
        at.shop.let_through(1);
        at.are_done(&[(9, "hold i"), (2, "b"), (8, "h"), (5, "e")])
            .await;
        at.shop.begun_are(&["hold i", "b", "h", "e"]);
        let id = at.accepts("z").await;
        at.are_done(&[(id, "z")]).await;
    });
}

fn stage_3_it_is_tried_again() {
    promise(
        "until it has been tried `limits.attempts` times; then it has failed for the last reason.",
    );
    real_time(async || {
        let at =
            World::with("accepted 1 fails 2\naccepted 2 fails 3\naccepted 3 tea\n").starts(1, 5, 3);
        at.are_done(&[(1, "fails 2")]).await;
        promise("It has none, and this is why.");
        at.becomes(2, "failed no tea, 3").await;
        at.are_done(&[(3, "tea")]).await;
        let [two, three] = ["fails 2", "fails 3"];
        at.shop
            .begun_are(&[two, two, two, three, three, three, "tea"]);
        at.book_is(&[
            "accepted 1 fails 2",
            "accepted 2 fails 3",
            "accepted 3 tea",
            "done 1 fails 2: packed",
            "done 3 tea: packed",
            "failed 2 no tea, 3",
        ]);
        promise("So often a job is tried. It is at least one.");
        let at = World::with("accepted 1 fails 1\n").starts(1, 5, 1);
        at.becomes(1, "failed no tea, 1").await;
        at.shop.begun_are(&["fails 1"]);
    });
}

fn stage_3_a_panic_costs_no_worker() {
    promise("One that panics has been tried as well.");
    expect_panic("out of paper");
    look_at("whose code runs when a job is called, and when its future is polled?");
    real_time(async || {
        let book = "accepted 1 panics 1\naccepted 2 panics 2\naccepted 3 panics at once 1\naccepted 4 panics at once 2\naccepted 5 panics 5\n";
        let at = World::with(book).starts(1, 5, 5);
        at.are_done(&[(1, "panics 1")]).await;
        promise("after the second one the job has failed, however many attempts are left");
        at.becomes(2, "failed panicked").await;
        at.are_done(&[(3, "panics at once 1")]).await;
        at.becomes(4, "failed panicked").await;
        at.becomes(5, "failed panicked").await;
        let twice = [
            "panics 1",
            "panics 2",
            "panics at once 1",
            "panics at once 2",
            "panics 5",
        ];
        at.shop.begun_are(&twice.map(|task| [task; 2]).concat());
        promise("Where a panic was the last attempt, the reason is `panicked`.");
        let at = World::with("accepted 1 panics 1\n").starts(1, 5, 1);
        at.becomes(1, "failed panicked").await;
        at.shop.begun_are(&["panics 1"]);
        promise("Other jobs notice nothing of it.");
        let book = "accepted 1 hold\naccepted 2 panics 9\naccepted 3 panics 9\naccepted 4 panics at once 9\n";
        let at = World::with(book).starts(2, 5, 5);
        at.becomes(4, "failed panicked").await;
        let id = at.accepts("hold too").await;
        at.becomes(id, "running 0").await;
        at.shop.let_through(2);
        at.are_done(&[(1, "hold"), (id, "hold too")]).await;
    });
}

/// Tasks, and the lines of their ends.
const ENDS: [(&str, &str); 3] = [
    ("tea", "done 1 tea: packed"),
    ("fails 3", "failed 1 no tea, 3"),
    ("panics 2", "failed 1 panicked"),
];

fn stage_3_it_is_on_the_disk_before_it_is_done() {
    promise("A job has ended when its line is on the disk for good.");
    promise_against(
        Kind::BlocksRuntime,
        "The disk may be slow, and blocks no thread of the runtime.",
    );
    look_at("who learns of the result, and when?");
    expect_panic("out of paper");
    real_time(async || {
        for (task, end) in ENDS {
            let world = World::with(format!("accepted 1 {task}\n"));
            world.disk.hold();
            let at = world.starts(1, 1, 3);
            at.is_syncing(|| at.has_ended(1)).await;
            promise("Nobody is told of the result before.");
            let seen = "the result was told while its line was on its way to the disk";
            let means = "after a power cut the job is done again, and may have another result";
            holds(!at.has_ended(1), Kind::TooEarly, seen, means);
            at.disk.let_go();
            let seen = "a job's line is on the disk, and it does not end";
            comes_about(seen, "who asks for it waits for ever", || at.has_ended(1)).await;
            promise("once for each job, however often the service\nwas killed");
            at.book_is(&[&*format!("accepted 1 {task}"), end]);
        }
    });
}

fn stage_3_what_cannot_be_written_is_not_told() {
    promise("Nobody is told of the result before.");
    look_at("the line of a job cannot be written: what is said of the job?");
    expect_panic("out of paper");
    real_time(async || {
        for (task, _) in ENDS {
            for call in ["append", "sync"] {
                let world = World::with(format!("accepted 1 {task}\n"));
                world.disk.fails_to(&[call]);
                let at = world.starts(1, 1, 3);
                let seen = "a job is at its end, and nothing is written";
                let tried = || at.disk.has_failed() || at.has_ended(1);
                comes_about(seen, "its result is lost when the program ends", tried).await;
                a_moment().await;
                let seen =
                    format!("the disk failed to {call} the line of a job, and its result was told");
                let means =
                    "after the next start the job is done again, and may have another result";
                holds(!at.has_ended(1), Kind::WrongResult, &seen, means);
            }
        }
    });
}

fn stage_3_what_has_ended_is_not_done_again() {
    promise("what has ended is known and not done again");
    real_time(async || {
        let world = World::with("");
        let at = world.starts(2, 9, 3);
        for task in ["tea", "fails 3", "tea"] {
            at.accepts(task).await;
        }
        at.shop.have_begun(5).await;
        let all_end = || world.disk.lines() == 6;
        comes_about("of three jobs not all end", "each has a worker", all_end).await;
        a_moment().await;
        let (disk, shop) = (world.disk, Chores::new(0));
        let again = World { disk, shop }.starts(2, 9, 3);
        let id = again.accepts("cups").await;
        again.are_done(&[(id, "cups")]).await;
        again.shop.begun_are(&["cups"]);
        promise("which no job has had before, also before a restart");
        again.lines_are(8);
    });
}

fn stage_4_a_job_is_followed_to_its_end() {
    promise("First comes its status as it is now, and then each new one, in order.");
    promise_against(Kind::Hangs, "it comes last, and then the stream ends");
    real_time(async || {
        let at =
            World::with("accepted 1 hold\naccepted 2 steps\naccepted 3 fails 9\n").starts(1, 3, 3);
        at.shop.have_begun(1).await;
        let [mut news, late, mut first, third] = [2, 2, 1, 3].map(|id| at.follows(id));
        promise("It runs, and is so far, in percent: 0 at first.");
        first.next_is("running 0").await;
        news.next_is("waiting").await;
        at.shop.let_through(1);
        first.next_is("done hold: packed").await;
        first.next_is("none").await;
        for want in ["running 0", "running 10", "running 60"] {
            news.next_is(want).await;
            at.status_is(2, want);
            if want == "running 10" {
                at.follows(2).next_is(want).await;
            }
            at.shop.let_on();
        }
        news.next_is("done steps: packed").await;
        news.next_is("none").await;
        promise("The end is missed by nobody: it comes last, and then the stream ends.");
        late.last_is("done steps: packed").await;
        third.last_is("failed no tea, 3").await;
        let mut ended = at.follows(2);
        ended.next_is("done steps: packed").await;
        ended.next_is("none").await;
        promise("Follow a job; `None` if there is none.");
        let what = "whether job 9 can be followed";
        equal(what, at.service.follow(9).is_some(), false);
    });
}

fn stage_4_a_slow_reader_holds_up_nobody() {
    promise("Who reads slowly holds up nobody, and misses some");
    if_it_hangs("the job, or the reader, waits for the other one");
    look_at("what is kept for somebody who does not read?");
    real_time(async || {
        let at = World::with("accepted 1 hold\naccepted 2 many steps\n").starts(1, 3, 3);
        at.shop.have_begun(1).await;
        let (mut slow, gone) = (at.follows(2).0.peekable(), at.follows(2));
        let _ = std::pin::Pin::new(&mut slow).peek().await;
        at.shop.let_through(1);
        at.are_done(&[(2, "many steps")]).await;
        drop(gone);
        let kept: Vec<_> = slow.collect().await;
        let number = kept.len();
        let seen = format!("{number} of 20000 were kept for one who did not read");
        // The first one was taken by then.
        let means = "one who never reads takes all memory, by and by";
        holds(number <= 33, Kind::Leaks, &seen, means);
        let last = shown(kept.into_iter().next_back());
        equal("the last of it", last.as_str(), "done many steps: packed");
    });
}

fn stage_4_jobs_are_counted() {
    promise("How many jobs there are, those from before a restart included.");
    real_time(async || {
        let book = "accepted 1 a\ndone 1 packed\naccepted 2 hold\naccepted 3 fails 3\naccepted 4 hold\naccepted 5 c\naccepted 6 d\n";
        let at = World::with(book).starts(2, 3, 3);
        at.shop.have_begun(5).await;
        at.becomes(3, "failed no tea, 3").await;
        at.becomes(4, "running 0").await;
        promise("They are accepted.");
        promise("They run.");
        promise("They have a result.");
        promise("They have none.");
        at.counts_are([2, 2, 1, 1]);
        at.shop.let_through(2);
        at.are_done(&[(2, "hold"), (4, "hold"), (5, "c"), (6, "d")])
            .await;
        at.counts_are([0, 0, 5, 1]);
    });
}

const AN_HOUR: u64 = 3_600_000;

fn stage_5_what_runs_comes_to_its_end() {
    promise("Jobs that run go on to their end, with all their attempts.");
    if_it_hangs("it waits for something that does not end by itself");
    look_at("who is told that the service stops, and what does each of them do?");
    real_time(async || {
        let world = World::with(
            "accepted 1 hold\naccepted 2 hold fails\naccepted 3 tea\naccepted 4 cups\n",
        );
        let at = world.starts(2, 9, 3);
        at.shop.have_begun(2).await;
        let streams = [1, 3].map(|id| at.follows(id).0.count());
        let stops = at.stops(AN_HOUR);
        a_moment().await;
        promise("all streams of [`Service::follow`] end at\nonce, whatever their jobs do");
        join_all(streams).await;
        promise("From now on no job is accepted and none begins");
        at.refuses("late", "stopping").await;
        promise("The service comes to its end.");
        let seen = "it has ended, and two jobs run";
        let means = "they are stopped in the middle";
        holds(!stops.is_finished(), Kind::TooEarly, seen, means);
        // Two wait at the gate, and one of them does so once more.
        at.shop.let_through(3);
        promise("and its line is written, this returns `Drained`.");
        ended_is(stops, "Drained").await;
        promise("No job runs any more.");
        at.book_is(&[
            "accepted 1 hold",
            "accepted 2 hold fails",
            "accepted 3 tea",
            "accepted 4 cups",
            "done 1 hold: packed",
            "done 2 hold fails: packed",
        ]);
        a_moment().await;
        at.shop.begun_are(&["hold", "hold fails", "hold fails"]);
        promise("stays in the book, and is done after the next start.");
        let at = world.starts(2, 9, 3);
        at.are_done(&[(3, "tea"), (4, "cups")]).await;
        ended_is(at.stops(AN_HOUR), "Drained").await;
    });
}

fn stage_5_what_does_not_is_dropped() {
    if_it_hangs("it waits for jobs that do not end");
    for (ends_in_time, want, lines) in [(false, "CutOff", 2), (true, "Drained", 3)] {
        real_time(async || {
            promise("those that still run are dropped, without a line, and it returns `CutOff`.");
            let at = World::with("accepted 1 hold\naccepted 2 tea\n").starts(1, 9, 3);
            at.shop.have_begun(1).await;
            let clock = StillClock::from_here();
            let stops = at.stops(60_000);
            clock.stands(5, || false).await;
            clock.passes(ms(59_000)).await;
            let is_early = clock.stands(20, || stops.is_finished()).await;
            promise("Come to an end within `grace`.");
            let seen = "it has ended after 59 s of 60, and a job runs";
            holds(!is_early, Kind::TooEarly, seen, "the job had more time");
            match ends_in_time {
                true => at.shop.let_through(1),
                false => clock.passes(ms(2_000)).await,
            }
            let has_ended = clock.stands(3_000, || stops.is_finished()).await;
            let means = "whoever waits for the end of the program kills it";
            holds(has_ended, Kind::Late, "it has not ended", means);
            let ended = stops.await.unwrap_or("a panic");
            promise("After that nothing is left that runs or writes.");
            equal("how many jobs run", at.shop.under_way(), 0);
            at.shop.let_through(9);
            clock.stands(20, || false).await;
            promise("Some did when the time was over.");
            equal("how it ended", ended, want);
            at.lines_are(lines);
            at.shop.begun_are(&["hold"]);
        });
    }
}

/// Whoever is between the question and the answer.
fn stage_5_what_is_on_its_way_to_the_disk() {
    promise("After that nothing is left that runs or writes.");
    look_at("who may still write when the last job has ended?");
    real_time(async || {
        let at = World::with("").starts(0, 9, 3);
        at.disk.hold();
        let asks = at.asks("tea");
        at.is_syncing(|| false).await;
        let stops = at.stops(AN_HOUR);
        a_moment().await;
        let seen = "it has ended, and a line is on its way to the disk";
        let means = "whoever opens the book now reads half of it";
        holds(!stops.is_finished(), Kind::TooEarly, seen, means);
        at.disk.let_go();
        ended_is(stops, "Drained").await;
        let answer = asks.await.unwrap_or(Err("a panic"));
        let what = "whether the job is accepted, as its line says";
        equal(what, answer.is_ok(), true);
        at.lines_are(1);
    });
}

const WORKERS: usize = 4;
const ROOM: usize = 16;
/// These many jobs are quick, and as many others find no open gate in the first life.
const QUICK: usize = 100;
const STUCK: usize = WORKERS + ROOM;
const JOBS: usize = 200;

/// A service as a process, whose gate lets so many through.
fn serves(path: &Path, open: usize, threads: usize) -> Site {
    Site::starts(threads, async |listener| {
        let limits = limits(WORKERS, ROOM, 3);
        let disk = Disk::open(path).expect("it can be opened");
        let service = Service::start(disk, work(&Chores::new(open)), limits).expect("it starts");
        let stop = async { drop(exercise::told_to_stop().await) };
        let _ = exercise::run(listener, service, stop, ms(300)).await;
    })
}

/// Have jobs accepted, several at a time, each as soon as there is room.
fn submit(site: &Site, name: &str, number: usize) -> Jobs {
    let head = "POST /jobs";
    let tasks: Vec<_> = (0..number).map(|job| format!("{name} of {job}")).collect();
    let mut jobs = Vec::new();
    for tasks in tasks.chunks(WORKERS) {
        let asked: Vec<_> = tasks.iter().map(|task| site.begin(head, task)).collect();
        for (asked, task) in asked.into_iter().zip(tasks) {
            let mut answer = site.answer(asked);
            if answer.0 == 503 {
                answer = site.ask_until(head, task, |answer| answer.0 != 503);
            }
            let id = answer.1.parse().ok().filter(|_| answer.0 == 202);
            let seen = format!("`{head}` is answered with {answer:?}");
            let means = "the jobs before it end, and make room";
            jobs.push((
                id.unwrap_or_else(|| site.is_in_trouble(&seen, means)),
                task.clone(),
            ));
        }
    }
    jobs
}

/// Wait until so many jobs are done, as long as it goes on.
fn have_done(site: &Site, number: usize) {
    let done = format!("\ndone {number}\n");
    let (_, metrics) = site.ask_until("GET /metrics", "", |answer| answer.1.contains(&done));
    if !metrics.contains(&done) {
        let metrics = metrics.trim_end().replace('\n', ", ");
        let seen = format!("{number} jobs have to be done by now, and there are: {metrics}");
        site.is_in_trouble(
            &seen,
            "jobs were accepted, and are lost, or nobody does them",
        );
    }
}

/// 200 jobs, in two lives of a service; `ends` ends the first one.
fn in_two_lives(threads: usize, ends: impl FnOnce(Site, &Path)) {
    let path = std::env::temp_dir().join("book");
    let first = serves(&path, 0, threads);
    let mut jobs = submit(&first, "quick", QUICK);
    have_done(&first, QUICK);
    jobs.extend(submit(&first, "hold", STUCK));
    promise("If `limits.room` jobs wait already, it is refused with `Full`");
    let all_run = format!("running {WORKERS}");
    let _ = first.ask_until("GET /metrics", "", |answer| answer.1.contains(&all_run));
    let what = "what one too many is answered";
    equal(what, first.ask("POST /jobs", "one too many").0, 503);
    // Somebody follows a job that runs, and never reads.
    let reader = first.begin(&format!("GET /jobs/{}/events", QUICK + 1), "");
    ends(first, &path);
    drop(reader);
    let second = serves(&path, JOBS, threads);
    jobs.extend(submit(&second, "late", JOBS - QUICK - STUCK));
    have_done(&second, JOBS);
    second.ends();
    each_is_done_once(&path, &jobs);
}

/// Each job has one line that says that it was accepted, and one with its result.
fn each_is_done_once(path: &Path, jobs: &Jobs) {
    promise("once for each job, however often the service\nwas killed");
    let book = fs::read_to_string(path).unwrap_or_default();
    let entries: Vec<_> = book.lines().map(Entry::parse).collect();
    for (id, task) in jobs {
        let (id, task, result) = (*id, task.clone(), format!("{task}: packed"));
        let what = format!("how often the book says that `{task}` is accepted, and done");
        let want = [Entry::Accepted { id, task }, Entry::Done { id, result }].map(Some);
        let times = want.map(|want| entries.iter().filter(|entry| **entry == want).count());
        equal(&what, times, [1, 1]);
    }
    equal("the number of lines in the book", entries.len(), 2 * JOBS);
}

fn the_whole_is_terminated_and_started_again() {
    promise("Serve on `listener` until `stop` is ready");
    promise("Ready when the program is told to stop, by SIGTERM or by Ctrl-C.");
    in_two_lives(2, |site, _| site.ends());
}

fn the_whole_is_killed_and_started_again() {
    promise("once for each job, however often the service\nwas killed");
    in_two_lives(1, |site, path| {
        site.is_killed();
        // It was killed as it wrote a line.
        let book = fs::OpenOptions::new().append(true).open(path);
        let half = book.and_then(|mut book| book.write_all(b"done 101 hold of 0: pac"));
        half.expect("the book can be written");
    });
}
