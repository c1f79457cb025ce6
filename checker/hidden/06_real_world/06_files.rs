//! `read_all` keeps four files open, blocks nobody, and has a text or an error for each.

use lab::ms;
use proof::prelude::*;
use std::io::{self, ErrorKind};
use std::path::PathBuf;
use std::time::Instant;
use tokio::net::unix::pipe::OpenOptions as Pipe;
use tokio::runtime::Builder;
use tokio::time::{advance, pause, resume, sleep};

proof::main!(
    a_slow_file_does_not_block_the_runtime,
    nobody_sleeps_beside_it,
    four_files_are_open_at_once_and_never_more,
    whichever_is_read_makes_room_for_the_next_one,
    what_was_read_is_closed_before_others_are_open,
    two_calls_have_four_files_each,
    a_runtime_may_have_several_threads,
    nobody_looks_at_times,
    there_may_be_any_number_of_files,
    each_file_has_its_text_in_its_place,
    an_error_stands_in_its_place_and_changes_nothing_else,
    an_error_is_the_one_of_the_system,
    what_cannot_be_opened_makes_room_too,
    a_file_may_be_large,
    a_file_may_come_in_pieces,
    a_file_may_take_very_long,
    who_is_dropped_at_once_opens_nothing,
    who_is_dropped_opens_nothing_more,
    who_is_dropped_while_files_make_room_opens_nothing_more,
);

const MOST: usize = 4;

/// The text of a file, or the kind of its error.
type Text = Result<String, ErrorKind>;

async fn read(paths: Vec<PathBuf>) -> Vec<Text> {
    kinds(exercise::read_all(paths).await)
}

fn kinds(texts: Vec<io::Result<String>>) -> Vec<Text> {
    let texts = texts.into_iter();
    let kinds = texts.map(|text| text.map_err(|error| error.kind()));
    kinds.collect()
}

fn ok(text: &str) -> Text {
    Ok(text.to_owned())
}

/// A file in the folder of this run, which is removed with all that is in it.
fn file(name: &str, content: impl AsRef<[u8]>) -> PathBuf {
    let path = std::env::temp_dir().join(name);
    std::fs::write(&path, content).expect("the folder for temporary files has to be writable");
    path
}

fn missing(name: &str) -> PathBuf {
    std::env::temp_dir().join(name)
}

/// A hang is a thread that waits in the system.
fn nobody_is_blocked() {
    promise_against(Kind::BlocksRuntime, "No thread of the runtime is blocked.");
    if_it_hangs(
        "the thread on which others wait for their turn is the one that waits for the file",
    );
}

fn a_slow_file_does_not_block_the_runtime() {
    nobody_is_blocked();
    promise("No thread of the runtime is blocked.");
    real_time(async || {
        look_at("which thread waits for the file, and what else has to run on it?");
        let mut files = SlowFiles::new(1);
        let (texts, ()) = tokio::join!(read(files.paths()), async {
            files.open_are(&[1], MOST).await;
            files.are_read(&[1], "3 tea\n").await;
        });
        promise("return its text or its error, in the order of `paths`");
        equal("the list of texts", texts, [ok("3 tea\n")]);
    });
}

/// A thread that begins, and a disk, may be slow: there are threads by then, and few files.
fn nobody_sleeps_beside_it() {
    promise("No thread of the runtime is blocked.");
    let paths = [
        file("tea", "tea"),
        missing("nowhere"),
        file("cups", "cups"),
        file("bytes", [0xff, 0xfe]),
    ];
    real_time(async || {
        read(paths.to_vec()).await;
        never_blocks("No thread of the runtime is blocked.");
        read(paths.to_vec()).await;
    });
}

fn four_files_are_open_at_once_and_never_more() {
    nobody_is_blocked();
    promise("Never more than four of these files are open.");
    promise_against(Kind::NotConcurrent, "the first four at the same time");
    real_time(async || {
        let mut files = SlowFiles::new(9);
        let (texts, ()) = tokio::join!(read(files.paths()), async {
            files.open_are(&[1, 2, 3, 4], MOST).await;
            files.are_read(&[1, 2, 3, 4], "tea").await;
            files.open_are(&[5, 6, 7, 8], MOST).await;
            files.are_read(&[8, 7, 6, 5], "tea").await;
            files.open_are(&[9], MOST).await;
            files.are_read(&[9], "tea").await;
        });
        equal("the list of texts", texts, [(); 9].map(|()| ok("tea")));
    });
}

/// The first four were read to their end while others are open.
fn what_was_read_is_closed_before_others_are_open() {
    nobody_is_blocked();
    promise("Never more than four of these files are open.");
    real_time(async || {
        let mut files = SlowFiles::new(8);
        let (texts, ()) = tokio::join!(read(files.paths()), async {
            files.open_are(&[1, 2, 3, 4], MOST).await;
            files.are_read(&[1, 2, 3, 4], "tea").await;
            files.open_are(&[5, 6, 7, 8], MOST).await;
            are_closed(&files, &[1, 2, 3, 4]).await;
            files.are_read(&[5, 6, 7, 8], "tea").await;
        });
        equal("the list of texts", texts, [(); 8].map(|()| ok("tea")));
    });
}

/// Nobody has these files open, which were read, soon after others were opened.
async fn are_closed(files: &SlowFiles, numbers: &[usize]) {
    let begun = Instant::now();
    loop {
        // The system lets somebody write where somebody else may still read.
        let is_open = |number: &&usize| Pipe::new().open_sender(files.path(**number)).is_ok();
        let open = numbers.iter().filter(is_open).count();
        if open == 0 {
            return;
        }
        holds(
            begun.elapsed() < ms(2_000),
            Kind::TooConcurrent,
            &format!("of the files that were read, {open} are still open beside four others"),
            "a file is open until it is closed, not until its end is read",
        );
        sleep(ms(2)).await;
    }
}

/// Four are open for one call, and four for another one.
fn two_calls_have_four_files_each() {
    nobody_is_blocked();
    promise("the first four at the same time");
    real_time(async || {
        let (mut first, mut second) = (SlowFiles::new(5), SlowFiles::new(5));
        let (texts, more, ()) = tokio::join!(read(first.paths()), read(second.paths()), async {
            first.open_are(&[1, 2, 3, 4], MOST).await;
            second.open_are(&[1, 2, 3, 4], MOST).await;
            for files in [&mut second, &mut first] {
                files.are_read(&[1, 2, 3, 4], "tea").await;
                files.open_are(&[5], MOST).await;
                files.are_read(&[5], "tea").await;
            }
        });
        equal("the list of texts", texts, [(); 5].map(|()| ok("tea")));
        equal("the list of texts", more, [(); 5].map(|()| ok("tea")));
    });
}

/// Who lends a thread of the runtime to one file reads no other one meanwhile.
fn a_runtime_may_have_several_threads() {
    nobody_is_blocked();
    promise("the first four at the same time");
    on_workers(1, async || {
        let mut files = SlowFiles::new(5);
        let (texts, ()) = tokio::join!(read(files.paths()), async {
            files.open_are(&[1, 2, 3, 4], MOST).await;
            files.are_read(&[1, 2, 3, 4], "tea").await;
            files.open_are(&[5], MOST).await;
            files.are_read(&[5], "tea").await;
        });
        equal("the list of texts", texts, [(); 5].map(|()| ok("tea")));
    });
}

/// While four files are open and nothing comes, whoever waits for them sleeps.
fn nobody_looks_at_times() {
    promise("as soon as one is done with, whichever it is, the next one");
    let mut files = SlowFiles::new(5);
    let paths = files.paths();
    let call = background("read_all", move || {
        let runtime = Builder::new_current_thread().enable_all().build();
        runtime.expect("a runtime").block_on(read(paths))
    });
    real_time(async || {
        files.open_are(&[1, 2, 3, 4], MOST).await;
        call.watch().settles();
        call.stays_asleep("none of its files has come to its end");
        files.are_read(&[1, 2, 3, 4], "tea").await;
        files.open_are(&[5], MOST).await;
        files.are_read(&[5], "tea").await;
    });
    let texts = call.result();
    equal("the list of texts", texts, [(); 5].map(|()| ok("tea")));
}

/// The first file takes longer than all the others.
fn whichever_is_read_makes_room_for_the_next_one() {
    nobody_is_blocked();
    promise("as soon as one is done with, whichever it is, the next one");
    promise_against(Kind::WrongResult, "They are opened in the order of `paths`");
    promise_against(
        Kind::TooConcurrent,
        "Never more than four of these files are open.",
    );
    real_time(async || {
        let mut files = SlowFiles::new(8);
        let (texts, ()) = tokio::join!(read(files.paths()), async {
            files.open_are(&[1, 2, 3, 4], MOST).await;
            files.are_read(&[3], "3 tea").await;
            files.open_are(&[1, 2, 4, 5], MOST).await;
            files.are_read(&[5], "5 tea").await;
            files.open_are(&[1, 2, 4, 6], MOST).await;
            files.are_read(&[2, 4], "2 tea").await;
            files.open_are(&[1, 6, 7, 8], MOST).await;
            files.are_read(&[8, 7, 6], "6 tea").await;
            files.open_are(&[1], MOST).await;
            files.are_read(&[1], "1 tea").await;
        });
        promise("return its text or its error, in the order of `paths`");
        let want = [1, 2, 3, 2, 5, 6, 6, 6].map(|n| ok(&format!("{n} tea")));
        equal("the list of texts", texts, want);
    });
}

fn what_cannot_be_opened_makes_room_too() {
    // The disk may be slow, too.
    let (text, bytes) = (file("tea", "tea"), file("bytes", [0xff, 0xfe]));
    nobody_is_blocked();
    promise("as soon as one is done with, whichever it is, the next one");
    real_time(async || {
        let mut files = SlowFiles::new(6);
        let mut paths = files.paths();
        paths.insert(1, missing("nowhere"));
        paths.insert(3, text);
        paths.insert(5, bytes);
        paths.insert(7, std::env::temp_dir());
        let (texts, ()) = tokio::join!(read(paths), async {
            files.open_are(&[1, 2, 3, 4], MOST).await;
            files.are_read(&[4], "4").await;
            files.open_are(&[1, 2, 3, 5], MOST).await;
            files.are_read(&[1, 2, 3], "3").await;
            files.open_are(&[5, 6], MOST).await;
            files.are_read(&[5, 6], "6").await;
        });
        promise("What becomes of one file changes nothing for the others.");
        let want = [
            ok("3"),
            Err(ErrorKind::NotFound),
            ok("3"),
            ok("tea"),
            ok("3"),
            Err(ErrorKind::InvalidData),
            ok("4"),
            Err(ErrorKind::IsADirectory),
            ok("6"),
            ok("6"),
        ];
        equal("the list of texts", texts, want);
    });
}

fn there_may_be_any_number_of_files() {
    nobody_is_blocked();
    real_time(async || {
        promise("No paths are no texts.");
        equal(
            "the list of texts",
            read(Vec::new()).await,
            Vec::<Text>::new(),
        );
        promise("return its text or its error, in the order of `paths`");
        for count in [1, 2, 3, 4, 5, 8, 9, 40] {
            let path = |n: usize| file(&format!("file {n}"), format!("text {n}"));
            let want = (0..count).map(|n| ok(&format!("text {n}")));
            let want = expected("the list of texts", want.collect::<Vec<_>>());
            want.is(read((0..count).map(path).collect()).await);
        }
    });
    for count in [2, 3] {
        real_time(async || {
            promise("the first four at the same time");
            let mut files = SlowFiles::new(count);
            let all: Vec<usize> = (1..=count).collect();
            let (texts, ()) = tokio::join!(read(files.paths()), async {
                files.open_are(&all, MOST).await;
                files.are_read(&all, "tea").await;
            });
            equal("the list of texts", texts, vec![ok("tea"); count]);
        });
    }
}

fn each_file_has_its_text_in_its_place() {
    nobody_is_blocked();
    promise("A path that comes twice has a place of its own each time.");
    real_time(async || {
        let open = OpenFiles::now();
        let long = "grüner Tee, 茶\r\n".repeat(20_000);
        let texts = [
            "",
            " 3 tea \n\n",
            "\u{feff}tea\r\n",
            "tea\0\ttea",
            "no line end",
            &long,
            "\n",
        ];
        let names = texts.iter().enumerate();
        let paths = names.map(|(n, text)| file(&format!("text {n}"), text));
        let paths: Vec<PathBuf> = paths.collect();
        let places = [5, 0, 3, 3, 1, 6, 2, 0, 4, 5, 3];
        let want = places.map(|place| ok(texts[place]));
        let paths = places.map(|place| paths[place].clone());
        equal("the list of texts", read(paths.to_vec()).await, want);
        open.are_closed_again();
    });
}

fn an_error_stands_in_its_place_and_changes_nothing_else() {
    nobody_is_blocked();
    promise("What cannot be opened or read has the error of the system in its place");
    real_time(async || {
        let open = OpenFiles::now();
        let nowhere = || (missing("nowhere"), Err(ErrorKind::NotFound));
        let tea = || (file("tea", "tea"), ok("tea"));
        let folder = || (std::env::temp_dir(), Err(ErrorKind::IsADirectory));
        let bytes = |bytes: &[u8]| (file("bytes", bytes), Err(ErrorKind::InvalidData));
        let beneath = || {
            (
                file("tea", "tea").join("more"),
                Err(ErrorKind::NotADirectory),
            )
        };
        for list in [
            vec![nowhere()],
            vec![nowhere(), tea()],
            vec![tea(), nowhere()],
            vec![tea(), tea(), nowhere(), tea(), tea(), tea(), tea()],
            vec![nowhere(), nowhere(), nowhere(), nowhere(), nowhere(), tea()],
            vec![folder(), tea(), folder()],
            vec![beneath(), tea()],
        ] {
            is_read(list).await;
        }
        promise("what is not UTF-8 has one of the kind `InvalidData`");
        is_read(vec![bytes(b"\xff"), tea()]).await;
        is_read(vec![tea(), bytes(b"tea caf\xc3")]).await;
        is_read(vec![bytes(b"\xe9t\xe9"), tea(), nowhere()]).await;
        open.are_closed_again();
    });
}

/// What the system says has a number, which an error that was made of it has not.
fn an_error_is_the_one_of_the_system() {
    promise("What cannot be opened or read has the error of the system in its place");
    let paths = [
        missing("nowhere"),
        std::env::temp_dir(),
        file("tea", "tea").join("more"),
    ];
    let number = |text: io::Result<String>| text.err().and_then(|error| error.raw_os_error());
    let want: Vec<_> = paths
        .iter()
        .map(|path| number(std::fs::read_to_string(path)))
        .collect();
    real_time(async || {
        let texts = exercise::read_all(paths.to_vec()).await;
        let got: Vec<_> = texts.into_iter().map(number).collect();
        equal("the list of the system's numbers of the errors", got, want);
    });
}

async fn is_read(list: Vec<(PathBuf, Text)>) {
    let (paths, want): (Vec<_>, Vec<_>) = list.into_iter().unzip();
    let want = expected("the list of texts", want);
    want.is(read(paths).await);
}

fn a_file_may_be_large() {
    promise("A file may be large");
    real_time(async || {
        let long = "grüner Tee, 茶\r\n".repeat(300_000);
        let path = file("large", &long);
        let wanted = expected(
            "the list of how many bytes the texts have",
            vec![long.len(), 3, long.len()],
        );
        let texts = read(vec![path.clone(), file("tea", "tea"), path]).await;
        let lengths = texts
            .iter()
            .map(|text| text.as_ref().map_or(0, |text| text.len()));
        wanted.is(lengths.collect::<Vec<_>>());
        let want = [ok(&long), ok("tea"), ok(&long)];
        holds(
            texts == want,
            Kind::WrongResult,
            "a large text has its length, and is another one",
            "a part of a large file stands in the place of another one",
        );
    });
}

/// A letter has two bytes, of which one comes later.
fn a_file_may_come_in_pieces() {
    nobody_is_blocked();
    promise("A file may be large");
    real_time(async || {
        let mut files = SlowFiles::new(2);
        let long = "4 tasses de café\n".repeat(20_000);
        let (texts, ()) = tokio::join!(read(files.paths()), async {
            files.open_are(&[1, 2], MOST).await;
            for piece in [&b"caf"[..], b"\xc3", b"\xa9 cr", b"\xc3\xa8me"] {
                files.says(1, piece).await;
                sleep(ms(5)).await;
            }
            files.are_read(&[2], &long).await;
            files.ends(1);
        });
        let [first, second] = &texts[..] else {
            equal("the number of texts", texts.len(), 2);
            return;
        };
        let [small, large] = [ok("café crème"), ok(&long)];
        holds(
            *first == small,
            Kind::WrongResult,
            &format!("the text of the first file is {first:?}, expected {small:?}"),
            "pieces of a text are not the text",
        );
        let end = second.as_ref().map_or("an error", |text| text);
        holds(
            *second == large,
            Kind::WrongResult,
            &format!(
                "the text of the second file has {} bytes, expected {}",
                end.len(),
                long.len()
            ),
            "a part of a large file is missing",
        );
    });
}

/// The clock of the runtime moves on by hours, and the world by a moment.
fn a_file_may_take_very_long() {
    nobody_is_blocked();
    promise("it may take very long until it can be read");
    real_time(async || {
        let mut files = SlowFiles::new(5);
        let (texts, ()) = tokio::join!(read(files.paths()), async {
            files.open_are(&[1, 2, 3, 4], MOST).await;
            for hours in [1, 100] {
                pause();
                advance(ms(hours * 3_600_000)).await;
                resume();
                sleep(ms(100)).await;
                files.says(1, b"3 ").await;
            }
            files.are_read(&[1, 2, 3, 4], "tea").await;
            files.open_are(&[5], MOST).await;
            files.are_read(&[5], "tea").await;
        });
        let want = ["3 3 tea", "tea", "tea", "tea", "tea"].map(ok);
        equal("the list of texts", texts, want);
    });
}

const GOES_ON: &str = "something goes on to read although nobody waits for it any more";

fn who_is_dropped_at_once_opens_nothing() {
    promise("When this future is dropped, no other file is opened.");
    real_time(async || {
        let mut files = SlowFiles::new(7);
        drop(read(files.paths()));
        files.none_is_opened(GOES_ON).await;
    });
}

fn who_is_dropped_opens_nothing_more() {
    is_dropped_after(&[]);
}

fn who_is_dropped_while_files_make_room_opens_nothing_more() {
    is_dropped_after(&[2]);
    is_dropped_after(&[1, 3]);
}

/// Dropped when these of the first four files were read.
fn is_dropped_after(read_before: &[usize]) {
    nobody_is_blocked();
    promise("When this future is dropped, no other file is opened.");
    real_time(async || {
        let (open, tasks) = (OpenFiles::now(), Tasks::baseline());
        let mut files = SlowFiles::new(9);
        let mut reading = Box::pin(read(files.paths()));
        let opens = async {
            files.open_are(&[1, 2, 3, 4], MOST).await;
            files.are_read(read_before, "tea").await;
            let first = (1..=4).filter(|n| !read_before.contains(n));
            let open: Vec<usize> = first.chain(5..5 + read_before.len()).collect();
            files.open_are(&open, MOST).await;
            open
        };
        let left = tokio::select! {
            biased;
            left = opens => left,
            texts = &mut reading => {
                equal("the number of texts while files are open", texts.len(), 0);
                return;
            }
        };
        drop(reading);
        files.none_is_opened(GOES_ON).await;
        tasks.back_to_baseline().await;
        files.are_read(&left, "tea").await;
        files.none_is_opened(GOES_ON).await;
        promise(
            "Those that are open, or about to be opened by a thread, are closed as soon as the system lets go of them.",
        );
        drop(files);
        open.are_closed_again();
    });
}
