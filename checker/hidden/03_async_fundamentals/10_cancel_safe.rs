//! `listen` gets every line whole while the lamp blinks on time.

use lab::{Wire, ms};
use proof::{Kind, Work, equal, holds, look_at, virtual_time};
use std::io;

proof::main!(
    a_line_that_arrives_in_pieces_stays_whole,
    a_piece_that_holds_several_lines_is_not_lost,
    the_lamp_blinks_every_ten_milliseconds,
    nothing_is_read_after_the_end,
);

/// A lamp of one type, whatever it does: that says nothing of the test.
async fn listen(wire: Wire, blink: impl FnMut() + 'static) -> io::Result<Vec<String>> {
    let blink: Box<dyn FnMut()> = Box::new(blink);
    exercise::listen(wire, blink).await
}

fn a_line_that_arrives_in_pieces_stays_whole() {
    virtual_time(async |clock| {
        look_at("what does the future that is dropped at a blink own, and what only borrow?");
        let wire = Wire::new(&[(ms(5), "GET us"), (ms(18), "ers\n")]);
        let lines = listen(wire, || {}).await.unwrap_or_default();
        equal("the list of lines", lines, ["GET users"]);
        clock.ends_at(ms(23), "the last piece, after which the wire closes");
    });
}

fn a_piece_that_holds_several_lines_is_not_lost() {
    virtual_time(async |_| {
        look_at("who holds bytes that are read but not returned yet, and for how long?");
        let wire = Wire::new(&[(ms(5), "a\nb\n"), (ms(18), "c\nd\n")]);
        let lines = listen(wire, || {}).await.unwrap_or_default();
        equal("the list of lines", lines, ["a", "b", "c", "d"]);
    });
}

fn the_lamp_blinks_every_ten_milliseconds() {
    virtual_time(async |_| {
        look_at("while half a line is there, who asks the ticker whether it is time?");
        let lamp = Work::new();
        let switch = lamp.clone();
        let wire = Wire::new(&[(ms(5), "GET us"), (ms(42), "ers\n")]);
        let _ = listen(wire, move || switch.mark("blink")).await;
        let blinks = lamp.calls().into_iter();
        let times: Vec<_> = blinks.map(|blink| blink.start.as_millis()).collect();
        holds(
            times == [0, 10, 20, 30, 40],
            Kind::NotConcurrent,
            &format!("the lamp blinked at {times:?} ms, expected [0, 10, 20, 30, 40]"),
            "the lamp does not keep its time while the function waits for the wire",
        );
    });
}

fn nothing_is_read_after_the_end() {
    virtual_time(async |_| {
        let wire = Wire::new(&[(ms(5), "GET users\n")]);
        let journal = wire.journal();
        let _ = listen(wire, || {}).await;
        let calls = journal.calls().into_iter();
        let late = calls.filter(|call| call.item == "read after the end");
        equal("the count of reads after the end", late.count(), 0);
    });
}
