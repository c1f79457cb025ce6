//! `step` goes on by one chunk where the last step left off, so that two
//! downloads can take turns.

// no promise: "A download that is done in steps." It says what the type is for.
// no promise: "Something is still missing." It says what the variant means.
// no promise: "The whole file is here." It says what the variant means.
// no promise: "What a step of a download came to." It says what the type is for.
// no promise: "Nobody calls `step` after that." It is what the caller keeps.

use exercise::{Download, Step};
use lab::RemoteFile;
use proof::Written;
use proof::prelude::*;

proof::main!(
    a_step_is_one_chunk,
    no_byte_is_asked_for_twice,
    a_large_file_has_its_bytes_in_their_order,
    every_step_but_the_last_returns_more,
    two_downloads_take_turns,
    downloads_of_one_file_do_not_disturb_each_other,
    a_file_is_bytes,
    a_file_without_bytes_takes_one_step,
);

fn a_step_is_one_chunk() {
    promise("call [`RemoteFile::chunk_at`] once");
    look_at("what is done within one call of `step`, and what is left to the next?");
    let file = RemoteFile::new("menu", "black tea, mint tea", 5);
    let journal = file.journal();
    promise_against(Kind::BlocksRuntime, "call [`RemoteFile::chunk_at`] once");
    let mut menu = Download::new(file);
    promise("of which nothing is here yet");
    let early = journal.calls().len();
    equal("the number of chunks that `new` asked for", early, 0);
    promise("call [`RemoteFile::chunk_at`] once");
    for step in 1..=4 {
        menu.step();
        let chunks = journal.calls().len();
        holds(
            chunks <= step,
            Kind::BlocksRuntime,
            &format!("after step {step}, {chunks} chunks had been asked for"),
            "a step that does more than its share holds up whoever is next",
        );
        equal("the number of chunks that were asked for", chunks, step);
    }
}

fn no_byte_is_asked_for_twice() {
    promise("never for bytes that are here already");
    let file = RemoteFile::new("menu", "black tea, mint tea", 5);
    let journal = file.journal();
    let mut menu = Download::new(file);
    look_at("a step begins: how does it know what the steps before it have done?");
    for _ in 0..4 {
        menu.step();
    }
    journal.calls_are(&["menu 0..5", "menu 5..10", "menu 10..15", "menu 15..19"]);
}

fn a_large_file_has_its_bytes_in_their_order() {
    promise("never for bytes that are here already");
    look_at("what counts the bytes that are here, and how far can it count?");
    let text: String = ('a'..='z').cycle().take(70_001).collect();
    let file = RemoteFile::new("menu", &text, 35_000);
    let journal = file.journal();
    let mut menu = Download::new(file);
    let steps: Vec<_> = (0..3).map(|_| shown(menu.step())).collect();
    journal.calls_are(&["menu 0..35000", "menu 35000..70000", "menu 70000..70001"]);
    let wanted = expected("the steps", [written("More"), written("More"), done(&text)]);
    wanted.is(steps);
}

fn every_step_but_the_last_returns_more() {
    promise(
        "The step that gets the last byte returns [`Step::Done`] with the bytes of the whole file.",
    );
    for (text, chunk) in [
        ("black tea, mint tea", 5),
        ("black tea", 3),
        ("tea", 3),
        ("tea", 8),
        ("tea", 1),
        ("a", 1),
    ] {
        let steps = text.len().div_ceil(chunk);
        let mut file = Download::new(RemoteFile::new("menu", text, chunk));
        let got: Vec<Written> = (0..steps).map(|_| shown(file.step())).collect();
        let mut want = vec![written("More"); steps - 1];
        want.push(done(text));
        equal(
            &format!("what the steps for {text:?} in chunks of {chunk} return"),
            got,
            want,
        );
    }
}

fn two_downloads_take_turns() {
    promise("A download of `file`, of which nothing is here yet.");
    look_at("where is it kept how far a download has come, and is there one for each?");
    // The size of one is a multiple of its chunks, that of the other is not.
    let menu = RemoteFile::new("menu", "black tea", 3);
    let news = RemoteFile::new("news", "out of cups", 4);
    in_turn(menu, "black tea", news, "out of cups");
}

fn downloads_of_one_file_do_not_disturb_each_other() {
    promise("A download of `file`, of which nothing is here yet.");
    look_at("where is it kept how far a download has come, and is there one for each?");
    // Files of the same name and size, and the same file twice.
    let (menu, other) = ("black tea", "green tea");
    let file = |text| RemoteFile::new("menu", text, 3);
    in_turn(file(menu), menu, file(other), other);
    let twice = file(menu);
    in_turn(twice.clone(), menu, twice.clone(), menu);
    // One is left half-way, and begun again.
    Download::new(twice.clone()).step();
    in_turn(twice.clone(), menu, twice, menu);
}

/// Each of the two files has three chunks.
fn in_turn(one: RemoteFile, text: &str, two: RemoteFile, other: &str) {
    let (mut one, mut two) = (Download::new(one), Download::new(two));
    let mut steps = Vec::new();
    for _ in 0..3 {
        steps.push(shown(one.step()));
        steps.push(shown(two.step()));
    }
    let more = || written("More");
    let want = [more(), more(), more(), more(), done(text), done(other)];
    equal("the list of what two downloads return in turn", steps, want);
}

fn a_file_is_bytes() {
    promise("with the bytes of the whole file");
    look_at("a chunk may end in the middle of a letter: what are its bytes kept as?");
    let mut cafe = Download::new(RemoteFile::new("menu", "café\n", 4));
    promise("Every step before it returns [`Step::More`].");
    equal("the first step", shown(cafe.step()), written("More"));
    promise("with the bytes of the whole file");
    equal("the last step", shown(cafe.step()), done("café\n"));
}

fn a_file_without_bytes_takes_one_step() {
    promise("A file without bytes is done in its first step.");
    let mut empty = Download::new(RemoteFile::new("menu", "", 4));
    equal("the first step", shown(empty.step()), done(""));
}

fn shown(step: Step) -> Written {
    match step {
        Step::More => written("More"),
        Step::Done(bytes) => bytes_of(&bytes),
    }
}

fn done(text: &str) -> Written {
    bytes_of(text.as_bytes())
}

fn bytes_of(bytes: &[u8]) -> Written {
    written(format!("Done(b\"{}\")", bytes.escape_ascii()))
}
