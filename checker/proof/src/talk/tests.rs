use super::*;
use crate::refusal::{accepts, refuses};
use report::Kind;
use std::io::Read;
use std::net::TcpListener;

/// A talk of ours, and the other end of its connection.
fn connected() -> (Talk, TcpStream) {
    let listener = must(TcpListener::bind(("127.0.0.1", 0)));
    let mut talk = Talk::connect("the client", must(listener.local_addr()));
    talk.patience(ms(50));
    let (other, _) = must(listener.accept());
    (talk, other)
}

/// The other side says `text`, and then goes away or not.
fn hears(text: &str, goes: bool, script: impl FnOnce(&mut Talk)) {
    let (mut talk, mut other) = connected();
    must(other.write_all(text.as_bytes()));
    let stays = Some(other).filter(|_| !goes);
    script(&mut talk);
    drop(stays);
}

#[test]
fn a_line_is_heard_however_it_comes() {
    accepts(|| {
        hears("tea\ncups\n", false, |talk| {
            talk.hears_line("tea");
            talk.hears_line("cups");
        });
    });
    refuses(
        Kind::WrongResult,
        "the client heard \"tea\", expected \"cups\"",
        || {
            hears("tea\n", false, |talk| talk.hears_line("cups"));
        },
    );
    refuses(Kind::Hangs, "the client waited 50 ms for `tea`", || {
        hears("te", false, |talk| talk.hears_line("tea"));
    });
    let gone = "was closed before `tea` came";
    refuses(Kind::WrongResult, gone, || {
        hears("te", true, |talk| talk.hears_line("tea"));
    });
}

#[test]
fn the_end_is_heard_and_what_came_before_it() {
    accepts(|| hears("tea", true, |talk| talk.hears_until_eof("tea")));
    refuses(Kind::WrongResult, "heard \"te\", expected \"tea\"", || {
        hears("te", true, |talk| talk.hears_until_eof("tea"));
    });
    refuses(Kind::Hangs, "waited 50 ms for the end", || {
        hears("tea", false, |talk| talk.hears_until_eof("tea"));
    });
}

#[test]
fn who_never_stops_talking_is_not_listened_to_for_ever() {
    let babbles = |script: fn(&mut Talk)| {
        let (mut talk, mut other) = connected();
        talk.patience(PATIENCE);
        let babble = thread::spawn(move || while other.write_all(&[b'a'; 4096]).is_ok() {});
        let heard = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| script(&mut talk)));
        talk.leaves();
        assert!(babble.join().is_ok());
        if let Err(refused) = heard {
            std::panic::resume_unwind(refused);
        }
    };
    refuses(Kind::WrongResult, "heard \"aaa", || {
        babbles(|talk| talk.hears_until_eof("tea"));
    });
    refuses(Kind::WrongResult, "heard \"aaa", || {
        babbles(|talk| talk.hears_line("tea"));
    });
}

#[test]
fn an_answer_out_of_turn_is_refused() {
    accepts(|| hears("", false, |talk| talk.hears_nothing_for(ms(10))));
    let early = "the client was answered too early";
    refuses(Kind::TooEarly, early, || {
        hears("tea\n", false, |talk| talk.hears_nothing_for(ms(2_000)));
    });
    refuses(Kind::TooEarly, early, || {
        hears("tea\ncups\n", false, |talk| {
            talk.hears_line("tea");
            talk.hears_nothing_for(ms(10));
        });
    });
    refuses(Kind::TooEarly, "the client was sent away too early", || {
        hears("", true, |talk| talk.hears_nothing_for(ms(2_000)));
    });
}

#[test]
fn a_half_that_is_closed_is_not_the_whole_connection() {
    accepts(|| hears("", true, Talk::sees_it_closed));
    refuses(
        Kind::Leaks,
        "the connection to the client is still open",
        || {
            let (mut talk, other) = connected();
            must(other.shutdown(Shutdown::Write));
            talk.sees_it_closed();
        },
    );
}

#[test]
fn nobody_who_listens_is_refused() {
    refuses(Kind::WrongResult, "the client cannot connect", || {
        let listener = must(TcpListener::bind(("127.0.0.1", 0)));
        let addr = must(listener.local_addr());
        drop(listener);
        drop(Talk::connect("the client", addr));
    });
}

#[test]
fn a_reset_is_not_an_end() {
    let read = |leave: fn(Talk)| {
        let (talk, mut other) = connected();
        leave(talk);
        other.read(&mut [0; 1]).map_err(|error| error.kind())
    };
    assert_eq!(read(Talk::resets), Err(io::ErrorKind::ConnectionReset));
    assert_eq!(read(Talk::leaves), Ok(0));
}

#[test]
fn who_stops_talking_goes_on_listening() {
    accepts(|| {
        let (mut talk, mut other) = connected();
        talk.says("tea");
        talk.stops_talking();
        let mut heard = String::new();
        assert_eq!(other.read_to_string(&mut heard).ok(), Some(3));
        must(other.write_all(b"yes\n"));
        talk.hears_line("yes");
    });
}

#[test]
fn bytes_are_heard_without_any_end() {
    accepts(|| {
        hears("tea\nand", false, |talk| {
            talk.hears("te");
            talk.hears("a\n");
            talk.hears(b"and");
            talk.hears("");
        });
    });
}

#[test]
fn bytes_that_do_not_come_back_are_missed() {
    refuses(Kind::WrongResult, "heard \"tee\", expected \"tea\"", || {
        hears("tee", false, |talk| talk.hears("tea"));
    });
    refuses(Kind::WrongResult, "heard \"to\", expected \"tea\"", || {
        hears("to", false, |talk| talk.hears("tea"));
    });
    refuses(
        Kind::WrongResult,
        r#"heard b"t\xff", expected b"t\xfe""#,
        || {
            let (mut talk, mut other) = connected();
            must(other.write_all(b"t\xff"));
            talk.hears(b"t\xfe");
        },
    );
    let late = format!("{}tee", "-".repeat(100));
    let words =
        "heard \"------------------tee\", expected \"------------------tea\", after 82 bytes";
    refuses(Kind::WrongResult, words, || {
        hears(&late, false, |talk| {
            talk.hears(format!("{}tea", "-".repeat(100)))
        });
    });
    refuses(
        Kind::Hangs,
        "the client waited 50 ms for what comes back",
        || {
            hears("", false, |talk| talk.hears("tea"));
        },
    );
    refuses(Kind::Hangs, "for the rest of 3 bytes, after 2", || {
        hears("te", false, |talk| talk.hears("tea"));
    });
    refuses(Kind::WrongResult, "was closed after 2 of 3 bytes", || {
        hears("te", true, |talk| talk.hears("tea"));
    });
}

/// Something that differs in each of its parts.
fn long() -> Vec<u8> {
    (0..200_000)
        .flat_map(|number: u32| number.to_le_bytes())
        .collect()
}

#[test]
fn both_sides_may_talk_at_the_same_time() {
    accepts(|| {
        let (mut talk, mut other) = connected();
        talk.patience(PATIENCE);
        #[cfg(unix)]
        must(
            rustix::net::sockopt::set_socket_send_buffer_size(&other, 32 << 10).map_err(Into::into),
        );
        let echo = thread::spawn(move || io::copy(&mut must(other.try_clone()), &mut other));
        let sent = talk.says_without_listening(long());
        assert!((10_000..800_000).contains(&sent), "{sent}");
        talk.says_and_hears(&long()[sent..], long());
        talk.leaves();
        assert_eq!(echo.join().ok().and_then(Result::ok), Some(800_000));
    });
}
