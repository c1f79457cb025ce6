//! The stages of `archive_log` overlap, hold no more lines than there is room for, and stop
//! together.
// no promise: "Reading, parsing and storing are the three stages." It gives them their name.
// no promise: "(It may find out before it works at that line, or after.)" It leaves a choice.

use lab::{LogArchive, LogError, LogParser, ShopLog, ms};
use proof::VirtualClock;
use proof::prelude::*;
use std::iter::zip;
use std::time::Duration;
use tokio::time::{sleep, timeout};

proof::main!(
    all_stages_work_at_the_same_time,
    the_slowest_stage_sets_the_pace,
    a_line_that_takes_longer_holds_up_what_comes_after_it,
    a_stage_without_room_waits,
    a_stage_works_on_while_there_is_room,
    there_are_never_more_lines_than_there_is_room_for,
    entries_are_stored_in_the_order_of_the_log,
    a_line_may_take_very_long,
    a_log_without_lines_is_archived_at_once,
    the_first_error_is_returned_at_once,
    an_error_waits_for_nobody,
    of_two_errors_the_first_one_is_returned,
    who_is_dropped_stops_all_stages,
    two_logs_have_nothing_to_do_with_each_other,
);

/// A time after which everything that goes on has been seen.
const LATER: u64 = 1_000_000;

/// A log and its way into the archive, which write one journal.
struct Way {
    log: ShopLog,
    parser: LogParser,
    archive: LogArchive,
    work: Work,
}

impl Way {
    /// How long each line takes in each stage.
    fn of(lines: &[&str], takes: [u64; 3]) -> Self {
        let work = Work::new();
        let [read, parse, store] = takes.map(ms);
        Self {
            log: ShopLog::new(lines, read).recorded_by(work.recorder()),
            parser: LogParser::new(parse).recorded_by(work.recorder()),
            archive: LogArchive::new(store).recorded_by(work.recorder()),
            work,
        }
    }

    /// This line takes so long in this stage.
    fn with(mut self, stage: usize, line: &str, takes: u64) -> Self {
        match stage {
            0 => self.log = self.log.with_latency(line, ms(takes)),
            1 => self.parser = self.parser.with_latency(line, ms(takes)),
            _ => self.archive = self.archive.with_latency(line, ms(takes)),
        }
        self
    }

    async fn goes(self, room: usize) -> Result<usize, LogError> {
        exercise::archive_log(self.log, self.parser, self.archive, room).await
    }
}

/// So many lines, each of them another one.
fn numbered(n: usize) -> Vec<String> {
    (1..=n).map(|n| format!("{n} tea")).collect()
}

fn texts(lines: &[String]) -> Vec<&str> {
    lines.iter().map(String::as_str).collect()
}

/// How many lines each stage has begun and is done with, at some place of the journal.
#[derive(Default)]
struct Stages {
    begun: [usize; 3],
    done: [usize; 3],
}

impl Stages {
    fn now(work: &Work) -> Self {
        let mut stages = Self::default();
        for line in work.lines() {
            stages.see(&line);
        }
        stages
    }

    /// The stage that begins a line with this.
    fn see(&mut self, line: &str) -> Option<usize> {
        let (what, item) = line.split_once(' ')?;
        let names = ["read", "parse", "store"];
        let stage = names.iter().position(|name| item.starts_with(name))?;
        match what {
            "start" => {
                self.begun[stage] += 1;
                Some(stage)
            }
            "end" => {
                self.done[stage] += 1;
                None
            }
            _ => None,
        }
    }

    /// Lines that a stage is done with, and the one after it has not begun.
    fn wait_after(&self, stage: usize) -> usize {
        self.done[stage] - self.begun[stage + 1]
    }

    fn is_at_work(&self, stage: usize) -> bool {
        self.begun[stage] > self.done[stage]
    }
}

/// No more lines wait after a stage than there is room for, and than are in hands.
fn at_most(stages: &Stages, stage: usize, most: usize, room: usize) {
    let (waiting, place) = (stages.wait_after(stage), PLACES[stage]);
    holds(
        waiting <= most,
        Kind::TooConcurrent,
        &format!("{waiting} lines waited {place}, where there is room for {room}"),
        "lines pile up, and so does the memory that they take",
    );
}

const PLACES: [&str; 2] = ["between reading and parsing", "between parsing and storing"];

fn ok(stored: usize) -> Result<usize, LogError> {
    Ok(stored)
}

fn all_stages_work_at_the_same_time() {
    never_blocks("No thread is blocked.");
    if_it_hangs("a stage waits for a line, and nobody tells it that there are no more");
    virtual_time(async |clock| {
        for (n, room) in [(9, 4), (2, 1), (3, 2), (40, 1), (150, 7), (9, 1_000)] {
            clock.restart();
            let lines = numbered(n);
            let way = Way::of(&texts(&lines), [10, 10, 10]);
            let (work, archive) = (way.work.clone(), way.archive.clone());
            let stored = expected("the number of entries that were stored", ok(n));
            let entries = expected("the list of entries", lines);
            let got = way.goes(room).await;
            promise("All of them work at the same time");
            work.peak_is(n.min(3));
            promise("Return how many entries were stored.");
            stored.is(got);
            promise("store its entry in `archive`, in the order of the log");
            entries.is(archive.entries());
            promise("All of them work at the same time");
            let takes = (1..n + 3).map(|_| ms(10)).sum();
            clock.elapsed_is(
                takes,
                "the way of the first line, and then a line every 10 ms",
            );
        }
    });
}

/// The other two find room, whenever they look for it.
fn the_slowest_stage_sets_the_pace() {
    never_blocks("No thread is blocked.");
    promise("as soon as a stage is done with a line, it begins the next one");
    let takes = [
        [300, 100, 70],
        [70, 300, 100],
        [100, 70, 300],
        [300, 70, 100],
        [100, 300, 70],
    ];
    virtual_time(async |clock| {
        for (room, takes) in [1, 3].map(|room| takes.map(|takes| (room, takes))).concat() {
            clock.restart();
            let lines = numbered(12);
            let way = Way::of(&texts(&lines), takes);
            let work = way.work.clone();
            equal("what is returned", way.goes(room).await, ok(12));
            promise("each at one line");
            one_line_each(&work);
            promise("as soon as a stage is done with a line, it begins the next one");
            let slowest = ms(12 * 300 + 100 + 70);
            clock.elapsed_is(slowest, "12 lines in the slowest stage");
            clock.moves_at_most(5 * 36, "36 times that a stage is done with a line");
        }
    });
}

fn a_line_that_takes_longer_holds_up_what_comes_after_it() {
    never_blocks("No thread is blocked.");
    promise("it begins the next one that the stage before it is done with");
    let takes: [[u64; 3]; 8] = [
        [10, 50, 5],
        [10, 5, 60],
        [40, 5, 5],
        [5, 5, 5],
        [10, 80, 5],
        [70, 5, 20],
        [5, 30, 5],
        [5, 5, 40],
    ];
    virtual_time(async |clock| {
        let lines = numbered(takes.len());
        let mut way = Way::of(&texts(&lines), [1, 1, 1]);
        for (line, takes) in zip(&lines, takes) {
            for (stage, takes) in takes.into_iter().enumerate() {
                way = way.with(stage, line, takes);
            }
        }
        // A stage waits for the one before it, and for itself.
        let mut done = [0; 3];
        for [read, parse, store] in takes {
            done[0] += read;
            done[1] = done[1].max(done[0]) + parse;
            done[2] = done[2].max(done[1]) + store;
        }
        let work = way.work.clone();
        let got = way.goes(8).await;
        promise("each at one line");
        one_line_each(&work);
        promise("it begins the next one that the stage before it is done with");
        clock.elapsed_is(ms(done[2]), "eight lines that never wait for room");
        equal("what is returned", got, ok(8));
    });
}

/// No stage has two lines under way.
fn one_line_each(work: &Work) {
    let mut stages = Stages::default();
    for line in work.lines() {
        let Some(stage) = stages.see(&line) else {
            continue;
        };
        let under_way = stages.begun[stage] - stages.done[stage];
        holds(
            under_way == 1,
            Kind::TooConcurrent,
            &format!("a stage worked at {under_way} lines at once: `{line}`"),
            "a stage is a place for one line, and lines may overtake each other there",
        );
    }
}

/// The first line is still in the archive, or still being parsed, while the others come.
fn a_stage_works_on_while_there_is_room() {
    never_blocks("No thread is blocked.");
    promise("As long as there is room, a stage works on.");
    look_at("what is it that a stage waits for: room, or that a line is taken away?");
    for (room, stuck) in [(1, 2), (2, 2), (5, 2), (300, 2), (1, 1), (5, 1)] {
        while_stuck(stuck, room, |stages| {
            for stage in 0..stuck {
                let (waiting, place) = (stages.wait_after(stage), PLACES[stage]);
                holds(
                    waiting >= room,
                    Kind::NotConcurrent,
                    &format!("{waiting} lines waited {place}, where there is room for {room}"),
                    "a stage waits although there is room for what it makes",
                );
            }
        });
    }
}

fn a_stage_without_room_waits() {
    never_blocks("No thread is blocked.");
    promise("Where there is none, it waits, with no more than one line in its hands.");
    look_at("what holds a stage up when the next one takes no more lines?");
    for room in [1, 2, 5, 15] {
        while_stuck(1, room, |stages| at_most(&stages, 0, room + 1, room));
        while_stuck(2, room, |stages| {
            at_most(&stages, 1, room + 1, room);
            let in_all = stages.done[0] - stages.begun[2];
            holds(
                in_all <= 2 * room + 2,
                Kind::TooConcurrent,
                &format!(
                    "{in_all} lines waited between reading and storing, where there is twice room for {room}"
                ),
                "lines pile up, and so does the memory that they take",
            );
        });
    }
}

/// What has become of the lines while the first one is stuck in this stage.
fn while_stuck(stage: usize, room: usize, look: impl FnOnce(Stages)) {
    virtual_time(async |_| {
        let lines = numbered(2 * room + 9);
        let way = Way::of(&texts(&lines), [10, 10, 10]).with(stage, "1 tea", LATER);
        let work = way.work.clone();
        let seen = async {
            sleep(ms(LATER / 2)).await;
            Stages::now(&work)
        };
        let stored = expected("what is returned", ok(lines.len()));
        let (got, stages) = tokio::join!(way.goes(room), seen);
        look(stages);
        stored.is(got);
    });
}

fn there_are_never_more_lines_than_there_is_room_for() {
    promise("Between two stages there is room for `room` lines");
    promise_against(
        Kind::TooConcurrent,
        "Where there is none, it waits, with no more than one line in its hands.",
    );
    let takes = [[3, 20, 5], [2, 7, 50], [40, 5, 5], [3, 90, 7], [10, 3, 9]];
    virtual_time(async |_| {
        for room in [1, 2, 3, 4] {
            let lines = numbered(60);
            let mut way = Way::of(&texts(&lines), [1, 1, 1]);
            for (n, line) in lines.iter().enumerate() {
                for (stage, takes) in takes[n * n % 7 % takes.len()].into_iter().enumerate() {
                    way = way.with(stage, line, takes);
                }
            }
            let work = way.work.clone();
            let got = way.goes(room).await;
            equal("what is returned", got, ok(60));
            let mut stages = Stages::default();
            for line in work.lines() {
                match stages.see(&line) {
                    // Who parses may have one in its hands, and wait for room to put it.
                    Some(0) => {
                        let in_hands = usize::from(!stages.is_at_work(1));
                        at_most(&stages, 0, room + in_hands, room);
                    }
                    // Who stores may have taken one, and be about to begin.
                    Some(1) => {
                        let in_hands = usize::from(!stages.is_at_work(2));
                        at_most(&stages, 1, room + in_hands, room);
                    }
                    _ => {}
                }
            }
            one_line_each(&work);
        }
    });
}

fn entries_are_stored_in_the_order_of_the_log() {
    promise(
        "Read the lines of `log`, parse each, and store its entry in `archive`, in the order of the log.",
    );
    let lines = [
        "9 tea",
        "1 tea",
        "9 tea",
        "9 tea",
        "0 cups",
        "4000000000 spoons",
        "3 green tea",
        "9 tea",
        "5 ",
        "2 crème brûlée",
        "1 tea",
    ];
    virtual_time(async |_| {
        let way = Way::of(&lines, [10, 10, 10])
            .with(1, "1 tea", 300)
            .with(2, "3 green tea", 200)
            .with(0, "0 cups", 100);
        let (archive, work) = (way.archive.clone(), way.work.clone());
        let got = way.goes(3).await;
        equal("the list of entries", archive.entries(), lines);
        equal("what is returned", got, ok(11));
        let stages = Stages::now(&work);
        equal(
            "the lines that were begun in each stage",
            stages.begun,
            [11; 3],
        );
    });
}

fn a_line_may_take_very_long() {
    never_blocks("No thread is blocked.");
    promise("As long as there is room, a stage works on.");
    for takes in [[8, 2, 1], [1, 8, 2], [2, 1, 8], [8, 8, 8]] {
        virtual_time(async |clock| {
            let minutes = 60_000;
            let lines = numbered(5);
            let way = Way::of(&texts(&lines), takes.map(|takes| takes * minutes));
            let got = way.goes(2).await;
            equal("what is returned", got, ok(5));
            let others = takes.iter().sum::<u64>() - 8;
            clock.elapsed_is(
                ms((5 * 8 + others) * minutes),
                "five lines in the slowest stage",
            );
            clock.moves_at_most(5 * 15, "15 times that a stage is done with a line");
        });
    }
}

fn a_log_without_lines_is_archived_at_once() {
    promise("Return how many entries were stored.");
    if_it_hangs("a stage waits for a line, and nobody tells it that there are no more");
    virtual_time(async |clock| {
        for room in [1, 4] {
            let way = Way::of(&[], [10, 10, 10]);
            let work = way.work.clone();
            equal("what is returned", way.goes(room).await, ok(0));
            work.calls_are(&[]);
            clock.ends_at(ms(0), "a log without lines");

            clock.restart();
            let way = Way::of(&["3 tea"], [10, 20, 30]);
            let work = way.work.clone();
            equal("what is returned", way.goes(room).await, ok(1));
            work.calls_are(&["read 3 tea", "parse 3 tea", "store 3 tea"]);
            clock.elapsed_is(ms(60), "the way of one line");
            clock.restart();
        }
    });
}

/// A line that fails in this stage, and how.
fn failing(lines: &[&str], takes: [u64; 3], stage: usize, line: usize) -> (Way, LogError) {
    let mut lines = lines.to_vec();
    let text = lines[line].to_owned();
    if stage == 1 {
        lines[line] = "some tea";
    }
    let way = Way::of(&lines, takes);
    fails(way, stage, &text)
}

fn fails(mut way: Way, stage: usize, line: &str) -> (Way, LogError) {
    let error = match stage {
        0 => {
            way.log = way.log.with_failure(line);
            LogError::Unreadable
        }
        1 => LogError::Malformed,
        _ => {
            way.archive = way.archive.with_failure(line);
            LogError::NotStored
        }
    };
    (way, error)
}

/// The error is returned at this moment, all have stopped by then, and nothing follows.
async fn fails_at(clock: &VirtualClock, way: Way, room: usize, error: LogError, at: Duration) {
    clock.restart();
    let (work, tasks) = (way.work.clone(), Tasks::baseline());
    let want = expected("what is returned", Err::<usize, _>(error));
    want.is(way.goes(room).await);
    clock.ends_at(at, "the first error");
    promise("By then the other stages have stopped: what they were at is dropped");
    work.all_ended();
    tasks.back_to_baseline().await;
    stays_quiet(&work).await;
    promise("The first error of any stage is returned at once.");
}

async fn stays_quiet(work: &Work) {
    let before = work.lines().len();
    sleep(ms(LATER)).await;
    let after = work.lines().into_iter().skip(before);
    equal(
        "what happens after that",
        after.collect::<Vec<_>>(),
        Vec::<String>::new(),
    );
}

fn the_first_error_is_returned_at_once() {
    never_blocks("No thread is blocked.");
    promise("The first error of any stage is returned at once.");
    if_it_hangs("a stage waits for one that has stopped with an error");
    let lines = numbered(7);
    for (stage, line, room) in [
        (1, 3, 2),
        (0, 3, 2),
        (2, 3, 2),
        (0, 0, 1),
        (1, 0, 1),
        (2, 0, 1),
        (0, 6, 1),
        (1, 6, 3),
        (2, 6, 9),
    ] {
        virtual_time(async |clock| {
            let (way, error) = failing(&texts(&lines), [10, 7, 4], stage, line);
            let archive = way.archive.clone();
            // A line every 10 ms; the other stages are never behind.
            let at = |line: usize, stage: usize| 10 * (line + 1) + [0, 7, 11][stage];
            let ends = at(line, stage);
            let stored = (0..7).take_while(|n| *n < line && at(*n, 2) < ends);
            let stored: Vec<String> = stored.map(|n| lines[n].clone()).collect();
            let stored = expected("the list of entries", stored);
            fails_at(clock, way, room, error, ms(ends as u64)).await;
            promise("What was stored before stays in the archive.");
            stored.is(archive.entries());
            promise("The first error of any stage is returned at once.");
        });
    }
}

/// Two stages are busy for long, or wait for room, while the third one fails.
fn an_error_waits_for_nobody() {
    never_blocks("No thread is blocked.");
    promise("The first error of any stage is returned at once.");
    if_it_hangs("a stage waits for one that has stopped with an error");
    let lines = numbered(9);
    // What takes long, where it fails, and when.
    let slow_and_error = [
        ([(0, 2), (2, 0)], (1, 1), 27),
        ([(1, 0), (1, 8)], (0, 1), 20),
        ([(2, 0), (1, 8)], (0, 3), 40),
        ([(0, 4), (1, 1)], (2, 0), 21),
    ];
    for (slow, (stage, line), at) in slow_and_error {
        virtual_time(async |clock| {
            let (mut way, error) = failing(&texts(&lines), [10, 7, 4], stage, line);
            for (stage, line) in slow {
                way = way.with(stage, &lines[line], LATER);
            }
            fails_at(clock, way, 4, error, ms(at)).await;
        });
    }
    // The stages before it wait for room, and it takes long itself.
    for (stage, at) in [(2, 17 + LATER), (1, 10 + LATER)] {
        virtual_time(async |clock| {
            let mut all = texts(&lines);
            if stage == 1 {
                all[0] = "some tea";
            }
            let way = Way::of(&all, [10, 7, 4]).with(stage, all[0], LATER);
            let (way, error) = fails(way, stage, &lines[0]);
            fails_at(clock, way, 1, error, ms(at)).await;
        });
    }
    // A line without anything in it is one that says nothing.
    virtual_time(async |clock| {
        let way = Way::of(&["1 tea", "", "2 tea"], [10, 7, 4]);
        fails_at(clock, way, 1, LogError::Malformed, ms(27)).await;
    });
}

fn of_two_errors_the_first_one_is_returned() {
    promise("The first error of any stage is returned at once.");
    let lines = ["1 tea", "some tea", "3 tea", "4 tea"];
    for (parse, store, unreadable, error, at) in [
        (7, 4, "3 tea", LogError::NotStored, 21),
        (7, 14, "3 tea", LogError::Malformed, 27),
        (15, 4, "3 tea", LogError::NotStored, 29),
        (15, 30, "3 tea", LogError::Unreadable, 30),
        (17, 40, "4 tea", LogError::Unreadable, 40),
        (14, 40, "4 tea", LogError::Malformed, 38),
    ] {
        virtual_time(async |clock| {
            let way = Way::of(&lines, [10, parse, store]);
            let (way, _) = fails(way, 0, unreadable);
            let (way, _) = fails(way, 2, "1 tea");
            fails_at(clock, way, 2, error, ms(at)).await;
        });
    }
}

fn who_is_dropped_stops_all_stages() {
    promise("When this future is dropped, all stages stop");
    let lines = numbered(4);
    sweep(async |cut| {
        let way = Way::of(&texts(&lines), [10, 7, 4]);
        let (work, tasks) = (way.work.clone(), Tasks::baseline());
        cut.short(way.goes(1)).await;
        stopped(&work, &tasks).await;
    });
    never_blocks("No thread is blocked.");
    for after in [0, 5, 12, 18, 45, 1_000] {
        virtual_time(async |_| {
            let way = Way::of(&texts(&lines), [10, 7, 4]).with(2, "2 tea", LATER);
            let (work, tasks) = (way.work.clone(), Tasks::baseline());
            let done = timeout(ms(after), way.goes(1)).await;
            equal("whether it is done by then", done.is_ok(), false);
            stopped(&work, &tasks).await;
        });
    }
}

/// Nothing goes on once the runtime has come by.
async fn stopped(work: &Work, tasks: &Tasks) {
    let before = Stages::now(work);
    tasks.back_to_baseline().await;
    let open = work.in_flight();
    equal("the number of calls that are still under way", open, 0);
    sleep(ms(LATER)).await;
    let after = Stages::now(work);
    equal(
        "the lines that each stage has begun after a long time",
        after.begun,
        before.begun,
    );
    equal(
        "the lines that each stage is done with after a long time",
        after.done,
        before.done,
    );
}

fn two_logs_have_nothing_to_do_with_each_other() {
    promise("All of them work at the same time, each at one line");
    virtual_time(async |clock| {
        let (lines, others) = (numbered(6), ["1 kettle", "2 pots", "3 kettles"]);
        let first = Way::of(&texts(&lines), [10, 10, 10]);
        let second = Way::of(&others, [20, 20, 20]);
        let archives = [first.archive.clone(), second.archive.clone()];
        let entries = expected("the list of entries of the first log", &lines);
        let (six, three) = tokio::join!(first.goes(1), second.goes(1));
        entries.is(archives[0].entries());
        equal(
            "the list of entries of the second log",
            archives[1].entries(),
            others,
        );
        equal("what is returned for both", [six, three], [ok(6), ok(3)]);
        clock.elapsed_is(ms(100), "the longer of two logs, each on its own");
        let (bad, good) = (
            Way::of(&["tea"], [10, 10, 10]),
            Way::of(&others, [20, 20, 20]),
        );
        let (bad, good) = tokio::join!(bad.goes(1), good.goes(1));
        let want = [Err(LogError::Malformed), ok(3)];
        equal("what is returned for both", [bad, good], want);
    });
}
