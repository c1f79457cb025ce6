//! `listen` gets every line whole while the lamp blinks on time.
// no promise: "Every line ends with `\n`, has no `\r`, and is text in UTF-8; it may be empty." It says what comes.
// no promise: "(This wire never fails.)" It says what comes.
// no promise: "(A blink that is due at that moment, be it the first, may be left out.)" It leaves a choice.

use lab::{Wire, ms};
use proof::prelude::*;
use std::cell::Cell;
use std::rc::Rc;

proof::main!(
    a_line_that_arrives_in_pieces_stays_whole,
    a_piece_that_holds_several_lines_is_not_lost,
    the_lamp_blinks_every_ten_milliseconds,
    lines_do_not_move_the_next_blink,
    every_line_comes_back_as_it_is,
    a_letter_that_arrives_in_two_pieces_stays_whole,
    a_long_silence_is_waited_for,
    nothing_is_read_after_the_end,
);

/// A lamp of one type, whatever it does: that says nothing of the test.
async fn listen(wire: Wire, blink: impl FnMut() + 'static) -> Vec<String> {
    let blink: Box<dyn FnMut()> = Box::new(blink);
    match exercise::listen(wire, blink).await {
        Ok(lines) => lines,
        Err(error) => {
            holds(
                false,
                Kind::WrongResult,
                &format!("it returned the error: {error}"),
                "nothing failed on this wire, and all of its lines are text",
            );
            Vec::new()
        }
    }
}

/// When the lamp blinked while `wire` was read, and what it was expected to do.
async fn blinks_are(wire: Wire, want: &[u128]) {
    let lamp = Work::new();
    let switch = lamp.clone();
    listen(wire, move || switch.mark("blink")).await;
    let blinks = lamp.calls().into_iter();
    let times: Vec<_> = blinks.map(|blink| blink.start.as_millis()).collect();
    let kind = match times.len() < want.len() {
        true => Kind::NotConcurrent,
        false => Kind::WrongResult,
    };
    holds(
        times == want,
        kind,
        &format!("the lamp blinked at {times:?} ms, expected {want:?}"),
        "the lamp does not keep its time while the function waits for the wire",
    );
}

fn a_line_that_arrives_in_pieces_stays_whole() {
    never_blocks("Block no thread.");
    promise("return all of its lines, whole and in order, without their line endings");
    virtual_time(async |clock| {
        let wire = Wire::new(&[(ms(5), "GET us"), (ms(18), "ers\n")]);
        equal(
            "the list of lines",
            listen(wire, || {}).await,
            ["GET users"],
        );
        promise("Return as soon as the wire is closed");
        clock.ends_at(ms(23), "the last piece, after which the wire closes");

        clock.restart();
        promise("Read `wire` until the other side closes it");
        let pieces: Vec<_> = ["G", "E", "T", " ", "u", "s\nP", "U", "T\n"].into();
        let pieces: Vec<_> = pieces.into_iter().map(|piece| (ms(13), piece)).collect();
        let lines = listen(Wire::new(&pieces), || {}).await;
        equal("the list of lines", lines, ["GET us", "PUT"]);
        clock.ends_at(ms(104), "the last piece, after which the wire closes");
    });
}

fn a_piece_that_holds_several_lines_is_not_lost() {
    promise("One piece may hold a part of a line, or several");
    virtual_time(async |_| {
        let wire = Wire::new(&[
            (ms(5), "a\nb\nGET"),
            (ms(18), " us"),
            (ms(11), "ers\nc\nd\n"),
        ]);
        let lines = listen(wire, || {}).await;
        equal(
            "the list of lines",
            lines,
            ["a", "b", "GET users", "c", "d"],
        );
    });
}

fn every_line_comes_back_as_it_is() {
    promise("without their line endings and otherwise unchanged");
    virtual_time(async |_| {
        let wire = Wire::new(&[
            (ms(5), " GET tea \n\n\n"),
            (ms(18), "\tgrün tea\ngrün tea\n \n"),
        ]);
        let want = [" GET tea ", "", "", "\tgrün tea", "grün tea", " "];
        equal("the list of lines", listen(wire, || {}).await, want);

        let long = "a long line of tea, ".repeat(2_000);
        let wanted = expected("the list with a long line", [long.clone()]);
        let (first, rest) = long.split_at(long.len() / 3);
        let wire = Wire::new(&[(ms(5), first), (ms(18), rest), (ms(18), "\n")]);
        wanted.is(listen(wire, || {}).await);

        equal(
            "the list of no lines",
            listen(Wire::new(&[(ms(5), "")]), || {}).await,
            [""; 0],
        );
    });
}

fn a_letter_that_arrives_in_two_pieces_stays_whole() {
    promise(
        "One piece may hold a part of a line, or several, and may end in the middle of a letter.",
    );
    virtual_time(async |_| {
        let bytes = "grün tea, 茶\nthé\n".as_bytes();
        for cut in 1..bytes.len() {
            let (first, rest) = bytes.split_at(cut);
            let wire = Wire::of_bytes(&[(ms(5), first), (ms(18), rest)]);
            let lines = listen(wire, || {}).await;
            equal("the list of lines", lines, ["grün tea, 茶", "thé"]);
        }
    });
}

fn the_lamp_blinks_every_ten_milliseconds() {
    never_blocks("Block no thread.");
    promise(
        "call `blink` when this begins and every 10 ms after that, also while half a line is there",
    );
    virtual_time(async |_| {
        let wire = Wire::new(&[(ms(5), "GET us"), (ms(42), "ers\n")]);
        blinks_are(wire, &[0, 10, 20, 30, 40]).await;
    });
}

fn lines_do_not_move_the_next_blink() {
    never_blocks("Block no thread.");
    promise("every 10 ms after that, also while half a line is there, and at no other time");
    virtual_time(async |_| {
        let pieces: Vec<_> = (0..12).map(|_| (ms(4), "GET us\nGET")).collect();
        blinks_are(Wire::new(&pieces), &[0, 10, 20, 30, 40]).await;
    });
}

fn a_long_silence_is_waited_for() {
    promise("Read `wire` until the other side closes it");
    virtual_time(async |clock| {
        let blinks = Rc::new(Cell::new(0));
        let count = blinks.clone();
        let wire = Wire::new(&[(ms(5), "GET us"), (ms(70_000), "ers\n")]);
        let lines = listen(wire, move || count.set(count.get() + 1)).await;
        clock.ends_at(ms(70_005), "the last piece, after which the wire closes");
        equal("the list of lines", lines, ["GET users"]);
        equal("the number of blinks", blinks.get(), 7_001);
    });
}

fn nothing_is_read_after_the_end() {
    promise("Return as soon as the wire is closed, and read no more then.");
    virtual_time(async |_| {
        let wire = Wire::new(&[(ms(5), "GET users\n")]);
        let journal = wire.journal();
        listen(wire, || {}).await;
        let calls = journal.calls().into_iter();
        let late = calls.filter(|call| call.item == "read after the end");
        equal("the number of reads after the end", late.count(), 0);
    });
}
