//! `chat` carries lines between a client and a room, whatever the client does not do.
// no promise: "A line, and who said it." It says what the type is for.
// no promise: "Nobody else in the room has its name." It is what the caller keeps.

use exercise::Said;
use lab::ms;
use proof::prelude::*;
use proof::{Remote, Wire};
use std::io::{self, ErrorKind};
use std::ops::{Deref, DerefMut};
use std::pin::Pin;
use tokio::sync::broadcast::{self, Receiver, Sender};
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

proof::main!(
    what_one_says_all_others_hear,
    rooms_do_not_hear_each_other,
    lines_come_whole_and_as_they_are,
    half_a_line_waits_for_its_other_half,
    nobody_waits_for_who_does_not_read,
    who_does_not_read_is_heard,
    who_reads_byte_by_byte_hears_whole_lines,
    who_comes_too_late_is_told_how_much_it_missed,
    for_who_is_slow_no_more_is_kept_than_the_room_keeps,
    what_is_said_after_the_first_poll_is_heard,
    who_is_silent_or_does_not_read_stays,
    who_sends_no_more_has_left,
    who_leaves_need_not_have_read,
    errors_are_returned,
    a_line_that_is_no_text_is_an_error,
    wherever_it_is_dropped_nothing_is_left,
);

/// How long something that has to happen at once is waited for.
const PATIENCE: std::time::Duration = ms(1_000);

type Call = Pin<Box<dyn Future<Output = io::Result<()>> + Send>>;

/// The answer, of one type.
fn chat(wire: Wire, name: &str, room: &Sender<Said>) -> Call {
    let (name, room) = (name.to_owned(), room.clone());
    Box::pin(async move { exercise::chat(wire, &name, &room).await })
}

/// A client of the answer's, which tasks on any threads may serve.
struct Client {
    remote: Remote,
    call: JoinHandle<io::Result<()>>,
}

impl Deref for Client {
    type Target = Remote;

    fn deref(&self) -> &Remote {
        &self.remote
    }
}

impl DerefMut for Client {
    fn deref_mut(&mut self) -> &mut Remote {
        &mut self.remote
    }
}

impl Client {
    /// It joins `room`, and is there when this returns.
    async fn joins(room: &Sender<Said>, name: &str, keeps: usize) -> Self {
        Self::joins_by(room, name, keeps, |wire| wire).await
    }

    /// It does so over a connection of this kind.
    async fn joins_by(
        room: &Sender<Said>,
        name: &str,
        keeps: usize,
        kind: impl FnOnce(Wire) -> Wire,
    ) -> Self {
        let (remote, wire) = Remote::connected(name, keeps);
        let call = tokio::spawn(chat(kind(wire), name, room));
        for _ in 0..4 {
            tokio::task::yield_now().await;
        }
        Self { remote, call }
    }

    /// What the call returned.
    async fn returns(&mut self, because: &str) -> Result<(), ErrorKind> {
        let ended = timeout(PATIENCE, &mut self.call).await;
        let seen = format!("`chat` for {} has not returned; {because}", self.who());
        let means = "somebody who has left is still served";
        holds(ended.is_ok(), Kind::Hangs, &seen, means);
        match ended {
            Ok(Ok(result)) => result.map_err(|error| error.kind()),
            // A panic is a finding by itself.
            _ => Ok(()),
        }
    }

    fn is_there(&self) {
        let seen = format!("`chat` for {} has returned already", self.who());
        let means = "somebody was sent away who has done nothing wrong";
        holds(!self.call.is_finished(), Kind::TooEarly, &seen, means);
    }
}

fn room(keeps: usize) -> Sender<Said> {
    broadcast::Sender::new(keeps)
}

fn say(room: &Sender<Said>, name: &str, line: &str) {
    let (name, line) = (name.to_owned(), line.to_owned());
    let _ = room.send(Said { name, line });
}

/// What was said in the room up to now.
fn said(receiver: &mut Receiver<Said>) -> Vec<(String, String)> {
    let said = std::iter::from_fn(|| receiver.try_recv().ok());
    said.map(|said| (said.name, said.line)).collect()
}

fn lines(receiver: &mut Receiver<Said>) -> Vec<String> {
    said(receiver).into_iter().map(|(_, line)| line).collect()
}

/// Nobody is left in the room but `others` of the test's own.
fn is_empty_but_for(room: &Sender<Said>, others: usize) {
    let left = room.receiver_count().saturating_sub(others);
    let seen = format!("receivers that are left in the room: {left}");
    let means = "somebody who has left still gets what is said, and nobody reads it";
    holds(left == 0, Kind::Leaks, &seen, means);
}

fn what_one_says_all_others_hear() {
    never_blocks("No thread is blocked.");
    look_at("each line in the room: who gets it, and who not?");
    virtual_time(async |clock| {
        promise("`name: line` and a `\\n` for each");
        let room = room(16);
        let mut ada = Client::joins(&room, "Ada", 256).await;
        let mut ben = Client::joins(&room, "Ben", 256).await;
        let mut al = Client::joins(&room, "Al", 256).await;
        let mut alan = Client::joins(&room, "Alan", 256).await;
        ada.says("tea?\n").await;
        for other in [&mut ben, &mut al, &mut alan] {
            other.hears(&["Ada: tea?"]).await;
        }
        alan.says("tea?\nAda: tea!\n").await;
        al.says("Al: yes\n").await;
        ben.hears(&["Alan: tea?", "Alan: Ada: tea!", "Al: Al: yes"])
            .await;
        ada.hears(&["Alan: tea?", "Alan: Ada: tea!", "Al: Al: yes"])
            .await;
        promise("What it says itself is not.");
        alan.hears(&["Al: Al: yes"]).await;
        al.hears(&["Alan: tea?", "Alan: Ada: tea!"]).await;
        promise("What others say after the first poll is sent to the client at once and in order");
        clock.ends_at(ms(0), "what is said is heard at once");
        for client in [&mut ada, &mut ben, &mut al, &mut alan] {
            client.hears_nothing().await;
        }
        // From somewhere else, and all at once.
        let numbers: Vec<_> = (0..16).map(|number| format!("Zoe: {number}")).collect();
        (0..16).for_each(|number| say(&room, "Zoe", &number.to_string()));
        let numbers: Vec<_> = numbers.iter().map(String::as_str).collect();
        for client in [&mut ada, &mut ben] {
            client.hears(&numbers).await;
        }
        // Names that are much like hers.
        let alike = ["ada", "ADA", "Ad", "Ada ", "Ada:"];
        alike.iter().for_each(|name| say(&room, name, "tea"));
        let lines: Vec<_> = alike.iter().map(|name| format!("{name}: tea")).collect();
        let lines: Vec<_> = lines.iter().map(String::as_str).collect();
        ada.hears(&lines).await;
    });
}

fn lines_come_whole_and_as_they_are() {
    look_at("where does a line end, and which bytes belong to it?");
    virtual_time(async |_| {
        let long = "a long line of tea, ".repeat(10_000);
        let in_two = long.as_bytes().split_at(777);
        let room = room(64);
        let mut hears = room.subscribe();
        let mut ada = Client::joins(&room, "Ada", 256).await;
        promise(
            "Every line that it sends goes to `room` whole, in order, and as soon as its end is there.",
        );
        let cases: [(&[&[u8]], &[&str]); 9] = [
            (&[b"tea\n"], &["tea"]),
            (&[b"te", b"a", b"\n"], &["tea"]),
            (&[b"tea\ncups\nka", b"n\n"], &["tea", "cups", "kan"]),
            (&[b"\n", b"\n\n"], &["", "", ""]),
            (&[b"tea\r\n\r\ncups\r", b"\n"], &["tea", "", "cups"]),
            (&[b"\ra\rb\n\tc \n"], &["\ra\rb", "\tc "]),
            (&[b"tea\r\r\n\r\r", b"\n"], &["tea\r", "\r"]),
            (&[b"gr\xc3", b"\xbcn, \xe8\x8c", b"\xb6\n"], &["grün, 茶"]),
            (&[in_two.0, in_two.1, b"\n"], &[&long]),
        ];
        for (pieces, want) in cases {
            let mut got = Vec::new();
            for piece in pieces {
                ada.says(piece).await;
                sleep(ms(10)).await;
                got.extend(lines(&mut hears));
            }
            let wanted = expected("the list of lines in the room", want);
            wanted.is(got);
        }
        promise("the last one may have no end");
        ada.says("tea\npots\r").await;
        ada.stops_talking().await;
        let result = ada.returns("it sends no more").await;
        let want = [("Ada", "tea"), ("Ada", "pots\r")];
        let want = want.map(|(name, line)| (name.to_owned(), line.to_owned()));
        equal("what was said in the room", said(&mut hears), want);
        promise("When it sends no more, it has left");
        equal("the result", result, Ok(()));
    });
}

fn half_a_line_waits_for_its_other_half() {
    never_blocks("No thread is blocked.");
    promise("It may be empty, come in many pieces, or come in one piece with others.");
    look_at("half a line is there when something else happens: who keeps it meanwhile?");
    virtual_time(async |_| {
        let room = room(64);
        let mut hears = room.subscribe();
        let mut ada = Client::joins(&room, "Ada", 256).await;
        let mut got = Vec::new();
        for (number, piece) in ["is th", "ere t", "ea?\nor c", "ups\n", "or", "\n"]
            .iter()
            .enumerate()
        {
            ada.says(piece).await;
            sleep(ms(10)).await;
            say(&room, "Zoe", &number.to_string());
            say(&room, "Zoe", "or not");
            sleep(ms(10)).await;
            let of_ada = said(&mut hears)
                .into_iter()
                .filter(|(name, _)| name == "Ada");
            got.extend(of_ada.map(|(_, line)| line));
        }
        let what = "the list of lines that Ada said";
        equal(what, got, ["is there tea?", "or cups", "or"]);
        let want: Vec<_> = (0..6)
            .flat_map(|n| [format!("Zoe: {n}"), "Zoe: or not".to_owned()])
            .collect();
        let want: Vec<_> = want.iter().map(String::as_str).collect();
        ada.hears(&want).await;
    });
}

fn who_reads_byte_by_byte_hears_whole_lines() {
    never_blocks("No thread is blocked.");
    promise("What others say after the first poll is sent to the client at once and in order");
    look_at("a line that is written in part when something else happens: who writes the rest?");
    virtual_time(async |_| {
        let want: String = (0..20)
            .map(|round| format!("Zoe: line {round}\n"))
            .collect();
        let want = expected("what Ada hears", bytes(want.as_bytes()));
        let room = room(64);
        let mut ada = Client::joins(&room, "Ada", 3).await;
        let mut got = Vec::new();
        for round in 0..20 {
            say(&room, "Zoe", &format!("line {round}"));
            // Ada has something to say meanwhile.
            for piece in ["x", "x", "x", "\n"] {
                ada.says(piece).await;
                sleep(ms(1)).await;
            }
            for _ in 0..7 {
                got.extend(ada.byte().await);
                sleep(ms(1)).await;
            }
        }
        while let Some(byte) = ada.byte().await {
            got.push(byte);
        }
        want.is(bytes(&got));
    });
}

fn nobody_waits_for_who_does_not_read() {
    never_blocks("No thread is blocked.");
    promise("Nobody waits for a client that does not read");
    look_at("what is written to a client that takes nothing: who waits until it is done?");
    virtual_time(async |clock| {
        let room = room(4);
        let _ada = Client::joins(&room, "Ada", 32).await;
        let mut ben = Client::joins(&room, "Ben", 256).await;
        let mut chris = Client::joins(&room, "Chris", 256).await;
        for number in 0..200 {
            ben.says(format!("line {number}\n")).await;
            let heard = chris.line().await;
            let seen = format!("Chris has not heard line {number} of Ben, while Ada does not read");
            let means = "one client that does not read holds up all others";
            holds(!heard.is_empty(), Kind::NotConcurrent, &seen, means);
            equal("what Chris hears", heard, format!("Ben: line {number}\n"));
            sleep(ms(1)).await;
        }
        clock.ends_at(ms(200), "each line is heard at once");
    });
}

fn who_does_not_read_is_heard() {
    never_blocks("No thread is blocked.");
    promise("and what it sends still goes to the room");
    look_at("what is not done while something cannot be written?");
    virtual_time(async |clock| {
        let room = room(4);
        let mut ada = Client::joins(&room, "Ada", 32).await;
        let mut ben = Client::joins(&room, "Ben", 256).await;
        for number in 0..20 {
            say(&room, "Ben", &format!("line {number}"));
            sleep(ms(1)).await;
        }
        for number in 0..20 {
            ada.says(format!("are you there {number}\n")).await;
            let heard = ben.line().await;
            holds(
                !heard.is_empty(),
                Kind::NotConcurrent,
                &format!(
                    "Ada has said line {number}, and nobody heard it while she reads nothing herself"
                ),
                "what a client says waits for what it does not read",
            );
            let what = "what Ben hears";
            equal(what, heard, format!("Ada: are you there {number}\n"));
        }
        clock.ends_at(ms(20), "what Ada says is heard at once");
    });
}

fn who_comes_too_late_is_told_how_much_it_missed() {
    never_blocks("No thread is blocked.");
    promise(
        "it is told instead how many that were, as in `(missed 3)`, and gets all that comes after them",
    );
    look_at("what does a receiver get that comes too late, and what does it get after that?");
    virtual_time(async |clock| {
        let room = room(4);
        let mut ada = Client::joins(&room, "Ada", 256).await;
        let say_all = |from: u32, to: u32| {
            (from..to).for_each(|number| say(&room, "Zoe", &number.to_string()))
        };
        say_all(0, 7);
        ada.hears(&["(missed 3)", "Zoe: 3", "Zoe: 4", "Zoe: 5", "Zoe: 6"])
            .await;
        say_all(7, 11);
        ada.hears(&["Zoe: 7", "Zoe: 8", "Zoe: 9", "Zoe: 10"]).await;
        say_all(11, 16);
        ada.hears(&["(missed 1)", "Zoe: 12", "Zoe: 13", "Zoe: 14", "Zoe: 15"])
            .await;
        say_all(16, 1_016);
        ada.hears(&[
            "(missed 996)",
            "Zoe: 1012",
            "Zoe: 1013",
            "Zoe: 1014",
            "Zoe: 1015",
        ])
        .await;
        clock.ends_at(ms(0), "what the channel still has is there at once");
        say_all(1_016, 1_017);
        ada.hears(&["Zoe: 1016"]).await;
        ada.hears_nothing().await;
    });
}

fn for_who_is_slow_no_more_is_kept_than_the_room_keeps() {
    promise("For a slow client no more is kept than `room` keeps, give or take a few lines.");
    look_at("where do lines wait for a client that does not read, and how many?");
    virtual_time(async |_| {
        const SAID: u64 = 1_000;
        let room = room(4);
        let mut ada = Client::joins(&room, "Ada", 64).await;
        for number in 0..SAID {
            say(&room, "Zoe", &number.to_string());
            sleep(ms(1)).await;
        }
        let (mut next, mut missed) = (0, 0);
        while next < SAID {
            let line = ada.line().await;
            let line = line.trim_end();
            let count = line
                .strip_prefix("(missed ")
                .and_then(|rest| rest.strip_suffix(')'));
            match count.and_then(|count| count.parse::<u64>().ok()) {
                Some(count) => {
                    missed += count;
                    next += count;
                }
                None => {
                    let what = "the next line that Ada hears";
                    equal(what, line.to_owned(), format!("Zoe: {next}"));
                    next += 1;
                }
            }
        }
        equal("the number of lines that Ada heard or missed", next, SAID);
        holds(
            missed >= SAID - 40,
            Kind::Leaks,
            &format!(
                "{} of {SAID} lines were kept for a client that did not read, in a room that keeps 4",
                SAID - missed
            ),
            "lines that nobody reads take more and more memory",
        );
    });
}

fn what_is_said_after_the_first_poll_is_heard() {
    promise("What others say after the first poll is sent to the client at once and in order");
    look_at("when does a client join the room?");
    virtual_time(async |_| {
        let room = room(16);
        let (remote, wire) = Remote::connected("Ada", 256);
        let mut call = chat(wire, "Ada", &room);
        say(&room, "Zoe", "nobody is here");
        let first = futures::poll!(&mut call);
        equal("whether it has ended already", first.is_ready(), false);
        say(&room, "Zoe", "tea");
        let call = tokio::spawn(call);
        let mut ada = Client { remote, call };
        ada.hears(&["Zoe: tea"]).await;
        ada.hears_nothing().await;
    });
}

fn who_is_silent_or_does_not_read_stays() {
    never_blocks("No thread is blocked.");
    promise("However long it is silent or does not read, it stays.");
    virtual_time(async |clock| {
        let room = room(4);
        let mut ada = Client::joins(&room, "Ada", 8).await;
        let mut ben = Client::joins(&room, "Ben", 256).await;
        say(&room, "Zoe", "tea");
        ben.hears(&["Zoe: tea"]).await;
        clock.restart();
        sleep(ms(1_200_000)).await;
        clock.moves_at_most(20, "twenty minutes in which nothing happens");
        ada.is_there();
        ben.is_there();
        ben.says("cups\n").await;
        ada.hears(&["Zoe: tea", "Ben: cups"]).await;
        ada.says("pots\n").await;
        ben.hears(&["Ada: pots"]).await;
    });
}

fn who_sends_no_more_has_left() {
    never_blocks("No thread is blocked.");
    look_at("how is it seen that a client sends no more, and what waits for it after that?");
    for goodbye in ["", "bye\n", "bye"] {
        virtual_time(async |clock| {
            let room = room(4);
            let tasks = Tasks::baseline();
            let mut ada = Client::joins(&room, "Ada", 256).await;
            let mut ben = Client::joins(&room, "Ben", 256).await;
            ada.says(goodbye).await;
            ada.stops_talking().await;
            promise("When it sends no more, it has left");
            let result = ada.returns("it sends no more").await;
            equal("the result", result, Ok(()));
            clock.ends_at(ms(0), "the end of what Ada sends");
            promise(
                "nothing of it is left in the room: no task and no receiver, and `stream` is dropped",
            );
            ada.remote.sees_it_closed().await;
            is_empty_but_for(&room, 1);
            // Who is alone in the room may talk.
            promise("When it sends no more, it has left");
            ben.says("anybody?\n").await;
            ben.stops_talking().await;
            equal("the result", ben.returns("it sends no more").await, Ok(()));
            promise(
                "nothing of it is left in the room: no task and no receiver, and `stream` is dropped",
            );
            is_empty_but_for(&room, 0);
            tasks.back_to_baseline().await;
        });
    }
}

fn who_leaves_need_not_have_read() {
    promise("return then, even if something waits to be sent to it");
    look_at("what is waited for when the client has left?");
    virtual_time(async |clock| {
        let room = room(4);
        let tasks = Tasks::baseline();
        let mut hears = room.subscribe();
        let mut ada = Client::joins(&room, "Ada", 16).await;
        (0..4).for_each(|number| {
            say(
                &room,
                "Zoe",
                &format!("a line that takes some room {number}"),
            )
        });
        sleep(ms(5)).await;
        said(&mut hears);
        ada.says("bye").await;
        ada.stops_talking().await;
        let result = ada
            .returns("it sends no more, and has not read what it got")
            .await;
        equal("the result", result, Ok(()));
        clock.ends_at(ms(5), "the end of what Ada sends");
        equal("the list of lines in the room", lines(&mut hears), ["bye"]);
        promise(
            "nothing of it is left in the room: no task and no receiver, and `stream` is dropped",
        );
        ada.remote.sees_it_closed().await;
        is_empty_but_for(&room, 1);
        tasks.back_to_baseline().await;
    });
}

fn errors_are_returned() {
    never_blocks("No thread is blocked.");
    promise("An error of reading or of writing is returned at once");
    look_at("what becomes of an error of the client's connection?");
    for (sends, full, reset) in [
        ("", false, ErrorKind::ConnectionReset),
        ("tea\n", false, ErrorKind::UnexpectedEof),
        ("tea", false, ErrorKind::ConnectionReset),
        ("tea\ncups", false, ErrorKind::BrokenPipe),
        ("", true, ErrorKind::ConnectionReset),
    ] {
        virtual_time(async |clock| {
            let room = room(4);
            let mut hears = room.subscribe();
            let breaks = |wire: Wire| wire.that_breaks(reset);
            let mut ada = Client::joins_by(&room, "Ada", 16, breaks).await;
            if full {
                (0..4).for_each(|number| say(&room, "Zoe", &format!("takes some room {number}")));
                sleep(ms(5)).await;
            }
            clock.restart();
            ada.says(sends).await;
            ada.stops_talking().await;
            let result = ada.returns("its connection is broken").await;
            equal("the result", result, Err(reset));
            clock.ends_at(ms(0), "the error");
            is_empty_but_for(&room, 1);
            if !full {
                promise("half a line before it goes nowhere");
                let whole = sends
                    .split_inclusive('\n')
                    .filter(|line| line.ends_with('\n'));
                let want: Vec<_> = whole.map(|line| line.trim_end().to_owned()).collect();
                equal("the list of lines in the room", lines(&mut hears), want);
                promise("An error of reading or of writing is returned at once");
            }
        });
    }
    for deaf in [
        ErrorKind::ConnectionAborted,
        ErrorKind::BrokenPipe,
        ErrorKind::ConnectionReset,
    ] {
        cannot_be_written_to(deaf);
    }
}

fn cannot_be_written_to(deaf: ErrorKind) {
    virtual_time(async |clock| {
        let room = room(4);
        let is_deaf = |wire: Wire| wire.that_is_deaf(deaf);
        let mut ada = Client::joins_by(&room, "Ada", 16, is_deaf).await;
        let mut ben = Client::joins(&room, "Ben", 256).await;
        sleep(ms(5)).await;
        ada.is_there();
        say(&room, "Zoe", "tea");
        let result = ada.returns("nothing can be written to it").await;
        equal("the result", result, Err(deaf));
        clock.ends_at(ms(5), "the error");
        is_empty_but_for(&room, 1);
        ben.hears(&["Zoe: tea"]).await;
    });
}

fn a_line_that_is_no_text_is_an_error() {
    promise("One of the kind `InvalidData` is returned at once for a line that is not UTF-8.");
    look_at("bytes that are no text: what becomes of them, and of the lines before them?");
    for bad in [
        b"caf\xe9\ncups\n" as &[u8],
        b"\xff\n",
        b"gr\xc3\ncups\n",
        b"gr\xc3",
    ] {
        virtual_time(async |_| {
            let room = room(16);
            let mut ada = Client::joins(&room, "Ada", 256).await;
            let mut ben = Client::joins(&room, "Ben", 256).await;
            ada.says([b"tea\n", bad].concat()).await;
            if !bad.ends_with(b"\n") {
                ada.stops_talking().await;
            }
            ben.hears(&["Ada: tea"]).await;
            ben.hears_nothing().await;
            let result = ada.returns("it has sent what is no text").await;
            equal("the result", result, Err(ErrorKind::InvalidData));
            is_empty_but_for(&room, 1);
        });
    }
}

fn wherever_it_is_dropped_nothing_is_left() {
    promise(
        "When this has returned or is dropped, nothing of it is left in the room: no task and no receiver, and `stream` is dropped.",
    );
    look_at("what goes on when the future of `chat` is dropped?");
    sweep(async |cut| {
        let room = room(4);
        let mut hears = room.subscribe();
        let tasks = Tasks::baseline();
        let (mut ada, wire) = Remote::connected("Ada", 8);
        let call = chat(wire, "Ada", &room);
        let script = async {
            for piece in ["te", "a\ncu", "ps\n"] {
                ada.says(piece).await;
                sleep(ms(1)).await;
                say(&room, "Zoe", "who reads this?");
                sleep(ms(1)).await;
            }
            ada.stops_talking().await;
        };
        cut.short(async { tokio::join!(call, script) }).await;
        tasks.back_to_baseline().await;
        is_empty_but_for(&room, 1);
        ada.sees_it_closed().await;
        let of_ada = said(&mut hears)
            .into_iter()
            .filter(|(name, _)| name == "Ada");
        let lines: Vec<_> = of_ada.map(|(_, line)| line).collect();
        promise("Every line that it sends goes to `room` whole");
        holds(
            ["tea".to_owned(), "cups".to_owned()].starts_with(&lines),
            Kind::WrongResult,
            &format!("the list of lines that Ada said is {lines:?}"),
            "what goes to the room is not what she sent",
        );
    });
}

fn rooms_do_not_hear_each_other() {
    promise("Let the client at the other end of `stream` talk in a room until it leaves.");
    virtual_time(async |_| {
        let (hall, kitchen) = (room(16), room(16));
        let mut ada = Client::joins(&hall, "Ada", 256).await;
        let mut ben = Client::joins(&hall, "Ben", 256).await;
        let mut eve = Client::joins(&kitchen, "Ada", 256).await;
        let mut fay = Client::joins(&kitchen, "Fay", 256).await;
        ada.says("tea\n").await;
        eve.says("cups\n").await;
        ben.hears(&["Ada: tea"]).await;
        fay.hears(&["Ada: cups"]).await;
        for client in [&mut ada, &mut ben, &mut eve, &mut fay] {
            client.hears_nothing().await;
        }
    });
}
