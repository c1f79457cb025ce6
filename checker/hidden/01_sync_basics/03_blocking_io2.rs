//! `ask` ends its question, reads an answer to its end, and does not wait for
//! one that never comes.

// no promise: "`limit` is more than zero." It is what the caller keeps.
// no promise: "Linux and macOS call a read that took too long `WouldBlock`" It explains the kind.

use lab::ms;
use proof::prelude::*;
use std::io::{self, ErrorKind};
use std::net::{SocketAddr, TcpListener};
use std::sync::mpsc;
use std::time::{Duration, Instant};

proof::main!(
    a_question_that_ends_gets_its_whole_answer,
    questions_and_answers_may_be_long,
    questions_and_answers_may_be_empty,
    an_answer_is_returned_as_it_is,
    a_silent_shop_is_left_and_the_connection_with_it,
    nobody_goes_on_waiting_for_a_silent_shop,
    a_shop_that_falls_silent_is_left_too,
    other_errors_are_returned_as_they_are,
    the_connection_is_closed_after_an_answer,
    a_slow_answer_is_read_to_its_end,
);

const QUESTION: &str = "is there tea?";

/// Longer than any test waits.
const FOREVER: Duration = Duration::from_secs(30);

fn ask(addr: SocketAddr, question: &str, limit: Duration) -> Result<String, ErrorKind> {
    let answer: io::Result<String> =
        within(ms(1_500), "ask", || exercise::ask(addr, question, limit));
    answer.map_err(|error| error.kind())
}

/// A shop that hears the question out and answers as `answers` does.
fn shop(answers: impl FnOnce(&mut Talk) + Send + 'static) -> Peer {
    // Of one type, as everything that is handed in.
    let answers: Box<dyn FnOnce(&mut Talk) + Send> = Box::new(answers);
    Peer::serves(move |talk| {
        talk.patience(ms(1_000));
        talk.hears_until_eof(QUESTION);
        answers(talk);
    })
}

fn a_question_that_ends_gets_its_whole_answer() {
    promise("The shop reads until the question ends, and only then begins to answer.");
    look_at("how does each side learn that the other one is finished?");
    let peer = shop(|talk| talk.says_in_pieces(&["black", " and green", ", and mint"]));
    let answer = ask(peer.addr(), QUESTION, FOREVER);
    let want = "black and green, and mint";
    equal("the answer", answer, Ok(want.to_owned()));
    peer.done();
}

fn questions_and_answers_may_be_long() {
    promise("send `question`, and return all of its answer");
    // More than the system keeps for a connection.
    let question = "is there any tea? ".repeat(500_000);
    let answer = "black tea, ".repeat(50_000);
    let length = answer.len();
    let whole = question.clone();
    let peer = Peer::serves(move |talk| {
        talk.patience(ms(1_000));
        talk.hears_until_eof(&whole);
        talk.says(&answer);
    });
    let answer = ask(peer.addr(), &question, FOREVER).map(|text| text.len());
    equal("the length of the answer", answer, Ok(length));
    peer.done();
}

fn questions_and_answers_may_be_empty() {
    promise("send `question`, and return all of its answer");
    let peer = shop(|_| {});
    let answer = ask(peer.addr(), QUESTION, FOREVER);
    equal("an answer without a word", answer, Ok(String::new()));
    peer.done();
    let peer = Peer::serves(|talk| {
        talk.patience(ms(1_000));
        talk.hears_until_eof("");
        talk.says("what?");
    });
    let answer = ask(peer.addr(), "", FOREVER);
    equal(
        "the answer to a question without a word",
        answer,
        Ok("what?".to_owned()),
    );
    peer.done();
}

fn an_answer_is_returned_as_it_is() {
    promise(
        "Its answer is UTF-8 text, comes in pieces of any size, and ends when the shop ends it.",
    );
    look_at("a piece may end anywhere, also in the middle of a letter or of a line");
    let peer = shop(|talk| talk.says_bytes(&[b" caf\xc3", b"\xa9,\n", b"\nth\xc3\xa9 \n"]));
    let answer = ask(peer.addr(), QUESTION, FOREVER);
    equal("the answer", answer, Ok(" café,\n\nthé \n".to_owned()));
    peer.done();
}

fn a_slow_answer_is_read_to_its_end() {
    promise("An answer may take longer than `limit` in all.");
    look_at("what does the limit hold for: one silence, or all of the answer?");
    // On a busy machine the shop may be silent for longer than it means to. Then
    // nothing is known, and it is asked again, with more time.
    for pause in [ms(50), ms(100), ms(200)] {
        let limit = pause * 4;
        let (tell, told) = mpsc::channel();
        let begun = Instant::now();
        let peer = shop(move |talk| {
            let pieces = ["black", " and", " green", ", and", " mint"];
            let _ = tell.send(talk.says_slowly(&pieces, pause, begun));
        });
        let answer = ask(peer.addr(), QUESTION, limit);
        peer.done();
        if told.recv().is_ok_and(|longest| longest < limit * 3 / 4) {
            let want = "black and green, and mint";
            equal("the answer", answer, Ok(want.to_owned()));
            return;
        }
    }
}

fn a_silent_shop_is_left_and_the_connection_with_it() {
    promise(
        "When the shop says nothing at all for `limit`, the error has the kind [`io::ErrorKind::TimedOut`].",
    );
    if_it_hangs("the shop says nothing, and a read waits for it without a limit");
    let peer = shop(|talk| talk.sees_it_closed());
    look_at("which call waits, and what comes of the wait?");
    let answer = ask(peer.addr(), QUESTION, ms(50));
    equal(
        "the answer of a silent shop",
        answer,
        Err(ErrorKind::TimedOut),
    );
    promise("However `ask` ends, the connection is closed when it returns");
    look_at("who owns the stream, and what becomes of it after the limit?");
    peer.done();
}

fn nobody_goes_on_waiting_for_a_silent_shop() {
    promise("the connection is closed when it returns, and nobody goes on waiting for the answer");
    if_it_hangs("the shop says nothing, and a read waits for it without a limit");
    look_at("who waits for the answer, and what becomes of them after the limit?");
    // Nobody accepts the connection, so only the end of `ask` is open here, and nothing
    // ever comes that would wake somebody who reads from it.
    let shop = TcpListener::bind(("127.0.0.1", 0)).expect("a loopback network");
    let addr = shop.local_addr().expect("an address");
    let open = OpenFiles::now();
    let answer = ask(addr, QUESTION, ms(50));
    equal("the answer", answer, Err(ErrorKind::TimedOut));
    open.are_closed_again();
}

fn a_shop_that_falls_silent_is_left_too() {
    promise(
        "When the shop says nothing at all for `limit`, the error has the kind [`io::ErrorKind::TimedOut`].",
    );
    if_it_hangs("the shop has fallen silent, and a read waits for it without a limit");
    look_at("which reads have a limit, and is what came before it all of the answer?");
    let peer = shop(|talk| {
        talk.says("black and");
        talk.sees_it_closed();
    });
    let answer = ask(peer.addr(), QUESTION, ms(50));
    equal("the answer", answer, Err(ErrorKind::TimedOut));
    peer.done();
}

fn other_errors_are_returned_as_they_are() {
    promise("What else can go wrong is returned as it is");
    look_at("which errors get another kind, and what comes of the others?");
    let gone = TcpListener::bind(("127.0.0.1", 0)).and_then(|shop| shop.local_addr());
    let answer = ask(gone.expect("a loopback network"), QUESTION, FOREVER);
    equal(
        "the answer of a shop that is not there",
        answer,
        Err(ErrorKind::ConnectionRefused),
    );
    // Elsewhere a connection that breaks looks like one that ends.
    if cfg!(unix) {
        let peer = shop(|talk| {
            talk.will_break();
            talk.says("black and");
        });
        let answer = ask(peer.addr(), QUESTION, FOREVER);
        let what = "the answer over a connection that breaks";
        equal(what, answer, Err(ErrorKind::ConnectionReset));
        peer.done();
        let peer = Peer::serves(|talk| talk.will_break());
        // Far more than the system keeps, so the shop is gone before it is sent.
        let question = "is there any tea? ".repeat(500_000);
        let answer = ask(peer.addr(), &question, FOREVER);
        let broken = [ErrorKind::ConnectionReset, ErrorKind::BrokenPipe];
        holds(
            answer.as_ref().is_err_and(|error| broken.contains(error)),
            Kind::WrongResult,
            &format!("the answer of a shop that leaves during the question is {answer:?}"),
            "the question was not sent, and the error says something else or nothing",
        );
        peer.done();
    }
}

fn the_connection_is_closed_after_an_answer() {
    promise("However `ask` ends, the connection is closed when it returns");
    let open = OpenFiles::now();
    let peer = shop(|talk| talk.says("yes"));
    let answer = ask(peer.addr(), QUESTION, FOREVER);
    equal("the answer", answer, Ok("yes".to_owned()));
    peer.done();
    open.are_closed_again();
}
