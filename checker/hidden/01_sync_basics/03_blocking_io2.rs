//! `ask` ends its question, reads an answer to its end, and does not wait for
//! one that never comes.

use lab::ms;
use proof::prelude::*;
use std::io::{self, ErrorKind};
use std::time::Duration;

proof::main!(
    a_question_that_ends_gets_its_whole_answer,
    a_long_answer_is_read_to_its_end,
    a_silent_shop_is_left_and_the_connection_with_it,
);

/// Longer than any test waits.
const FOREVER: Duration = Duration::from_secs(30);

fn ask(peer: &Peer, limit: Duration) -> Result<String, ErrorKind> {
    let (addr, question) = (peer.addr(), "is there tea?");
    let answer: io::Result<String> =
        within(ms(1_500), "ask", || exercise::ask(addr, question, limit));
    answer.map_err(|error| error.kind())
}

fn a_question_that_ends_gets_its_whole_answer() {
    look_at("how does each side learn that the other one is finished?");
    let peer = Peer::serves(|talk| {
        talk.patience(ms(1_000));
        talk.hears_until_eof("is there tea?");
        talk.says_in_pieces(&["black", " and green", ", and mint"]);
    });
    let answer = ask(&peer, FOREVER);
    equal(
        "the answer",
        answer,
        Ok("black and green, and mint".to_owned()),
    );
    peer.done();
}

fn a_long_answer_is_read_to_its_end() {
    let catalogue = "black tea, ".repeat(50_000);
    let length = catalogue.len();
    let peer = Peer::serves(move |talk| {
        talk.patience(ms(1_000));
        talk.hears_until_eof("is there tea?");
        talk.says(&catalogue);
    });
    let answer = ask(&peer, FOREVER);
    equal(
        "the length of the answer",
        answer.map(|text| text.len()),
        Ok(length),
    );
    peer.done();
}

fn a_silent_shop_is_left_and_the_connection_with_it() {
    look_at("which call waits, who owns the stream meanwhile, and what comes of the wait?");
    if_it_hangs("the shop says nothing, and a read waits for it without a limit");
    let peer = Peer::serves(|talk| {
        talk.hears_until_eof("is there tea?");
        talk.sees_it_closed();
    });
    let answer = ask(&peer, ms(50));
    equal(
        "the answer of a silent shop",
        answer,
        Err(ErrorKind::TimedOut),
    );
    peer.done();
}
