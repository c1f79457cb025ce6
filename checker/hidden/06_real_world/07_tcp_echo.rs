//! `serve` sends back what comes, to all at once, whatever becomes of one of them.
// no promise: "(Connections that are open then may go on or be closed.)" It leaves a choice.

use lab::ms;
use proof::prelude::*;
use std::io;
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpStream};
use std::pin::Pin;
use std::sync::mpsc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;
use tokio::time::timeout;

proof::main!(
    no_thread_is_blocked,
    no_thread_is_started,
    a_silent_client_holds_up_nobody,
    each_piece_comes_back_as_it_comes,
    many_are_served_at_once,
    much_comes_back_while_more_is_sent,
    who_listens_late_gets_everything,
    who_sends_no_more_gets_the_rest,
    any_bytes_come_back,
    who_never_listens_holds_up_nobody,
    connections_that_break_end_alone,
    a_connection_that_breaks_while_it_is_written_to_ends_alone,
    many_come_and_go,
    who_is_silent_is_not_sent_away,
    an_error_of_the_listener_is_returned,
    once_dropped_nobody_listens,
);

/// Longer than a right answer takes on a machine that has much else to do.
const PATIENCE: Duration = ms(4_000);

type Serving = Pin<Box<dyn Future<Output = io::Result<()>>>>;

/// The answer, of one type.
fn serve(listener: TcpListener) -> Serving {
    Box::pin(exercise::serve(listener))
}

/// A listener whose connections keep little of what nobody reads.
fn listener() -> TcpListener {
    let bound = || {
        let socket = TcpSocket::new_v4()?;
        socket.set_send_buffer_size(32 << 10)?;
        socket.set_recv_buffer_size(32 << 10)?;
        socket.bind((Ipv4Addr::LOCALHOST, 0).into())?;
        socket.listen(256)
    };
    let listener = bound().expect("a loopback network");
    proof::small_packets(&listener);
    listener
}

fn address(listener: &TcpListener) -> SocketAddr {
    listener.local_addr().expect("an address")
}

/// The only thread of it is the one that calls this. Where its clock is paused, whoever
/// sets a timer is woken as soon as nothing else is to be done.
fn runtime(paused: bool) -> Runtime {
    let mut builder = Builder::new_current_thread();
    builder.enable_all().start_paused(paused);
    builder.build().expect("a runtime")
}

/// A server that runs on a thread of its own.
struct Server {
    addr: SocketAddr,
    call: proof::Background<()>,
    drop: oneshot::Sender<()>,
    dropped: mpsc::Receiver<()>,
    /// Its runtime ends with this.
    ends: oneshot::Sender<()>,
}

impl Server {
    fn starts() -> Self {
        Self::on_a_clock(false)
    }

    fn on_a_clock(paused: bool) -> Self {
        let (tell_addr, addr) = mpsc::channel();
        let (tell_dropped, dropped) = mpsc::channel();
        let (drop, drops) = oneshot::channel::<()>();
        let (ends, ended) = oneshot::channel::<()>();
        let call = background("serve", move || {
            runtime(paused).block_on(async move {
                let listener = listener();
                let _ = tell_addr.send(address(&listener));
                tokio::select! {
                    _ = serve(listener) => return,
                    _ = drops => {}
                }
                let _ = tell_dropped.send(());
                let _ = ended.await;
            });
        });
        Self {
            addr: addr.recv().expect("a server"),
            call,
            drop,
            dropped,
            ends,
        }
    }

    fn client(&self, name: &str) -> Talk {
        client(name, self.addr)
    }

    /// What was opened since then, when the server has had its turn.
    fn has_closed_again(&self, files: &OpenFiles) {
        self.call.watch().settles();
        files.are_closed_again();
    }

    fn goes_on(self) {
        promise("Return only when `listener` fails to accept a client");
        self.call.is_under_way("no client could not be accepted");
    }
}

fn client(name: &str, addr: SocketAddr) -> Talk {
    let mut client = Talk::connect(name, addr);
    client.patience(PATIENCE);
    client
}

/// All of them are sent `text`, and then it comes back to all.
fn all_hear(clients: &mut [Talk], text: &str) {
    for client in &mut *clients {
        client.says(text);
    }
    for client in clients {
        client.hears(text);
    }
}

/// More than the network keeps.
fn long_text() -> String {
    (0..100_000).map(|number| format!("{number}\n")).collect()
}

/// The client is on the same thread, so nobody else can hold that. A thread that is blocked
/// for ever goes on when the connection is cut, and it is seen how long it slept.
fn no_thread_is_blocked() {
    let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a network");
    let addr = listener.local_addr().expect("an address");
    let ada = TcpStream::connect(addr).expect("a connection");
    let ben = TcpStream::connect(addr).expect("a connection");
    let other = ada.try_clone().expect("a connection");
    let (done, is_done) = mpsc::channel::<()>();
    let _cuts = background("who cuts the connection", move || {
        let _ = is_done.recv_timeout(ms(1_000));
        let _ = other.shutdown(Shutdown::Both);
    });
    let asynchronous = listener
        .set_nonblocking(true)
        .and(ada.set_nonblocking(true))
        .and(ben.set_nonblocking(true));
    asynchronous.expect("sockets that do not block");
    // From here on: a thread that begins waits for a processor, and that is none of this.
    never_blocks("No thread is blocked, and none is started.");
    real_time(async || {
        let client = async {
            let mut ada = tokio::net::TcpStream::from_std(ada)?;
            for pause in [0, 5] {
                // Who reads all the same is blocked.
                tokio::time::sleep(ms(pause)).await;
                for _ in 0..40 {
                    ada.write_all(b"tea").await?;
                    ada.read_exact(&mut [0; 3]).await?;
                }
            }
            // One breaks, and the other one ends as it should.
            let mut ben = tokio::net::TcpStream::from_std(ben)?;
            ben.write_all(b"tea").await?;
            ben.read_exact(&mut [0; 3]).await?;
            ben.set_zero_linger()?;
            drop(ben);
            ada.write_all(b"tea").await?;
            ada.read_exact(&mut [0; 3]).await?;
            ada.shutdown().await?;
            ada.read_to_end(&mut Vec::new()).await?;
            io::Result::Ok(())
        };
        let listener = TcpListener::from_std(listener).expect("a listener");
        // Whether it comes back is for other tests to see.
        tokio::select! {
            _ = serve(listener) => {}
            _ = client => {}
        }
    });
    drop(done);
}

fn no_thread_is_started() {
    promise("No thread is blocked, and none is started.");
    look_at("what does each client get: a task, or a thread?");
    let server = Server::starts();
    let started = StartedThreads::baseline();
    let mut clients = ["Ada", "Ben", "Chris"].map(|name| server.client(name));
    all_hear(&mut clients, "tea");
    started.are(0);
    server.goes_on();
}

fn a_silent_client_holds_up_nobody() {
    promise("nobody waits for another one: not for one that is silent");
    look_at("when is the next client accepted?");
    if_it_hangs("one client is served when another one has left, or is silent no longer");
    let server = Server::starts();
    let mut ada = server.client("Ada");
    let mut ben = server.client("Ben");
    ben.says("tea");
    ben.hears("tea");
    // Who has said something may be silent after that, too.
    let mut chris = server.client("Chris");
    chris.says("cups");
    chris.hears("cups");
    for client in [&mut ada, &mut chris, &mut ben] {
        client.says("pots");
        client.hears("pots");
    }
    server.goes_on();
}

fn each_piece_comes_back_as_it_comes() {
    promise("each as soon as it comes");
    look_at("what is waited for before something is sent back?");
    if_it_hangs("the server waits for more, and the client for what it has sent");
    let server = Server::starts();
    let mut ada = server.client("Ada");
    for piece in ["t", "ea", "\n", "two\nlines", "\n\n", " ", "tea"] {
        ada.says(piece);
        ada.hears(piece);
    }
    ada.hears_nothing_for(ms(10));
    server.goes_on();
}

fn many_are_served_at_once() {
    promise("All clients are served at the same time");
    look_at("for how many clients at the same time is there room?");
    if_it_hangs("some are served only when others have left");
    let server = Server::starts();
    let clients = (1..=120).map(|number| server.client(&format!("client {number}")));
    let mut clients: Vec<Talk> = clients.collect();
    all_hear(&mut clients, "te");
    all_hear(&mut clients, "a");
    for client in &mut clients {
        client.stops_talking();
        client.hears_until_eof("");
    }
    server.goes_on();
}

fn much_comes_back_while_more_is_sent() {
    promise("all of its bytes, as they are and in order");
    look_at("which part of a piece was sent, and what becomes of the rest?");
    if_it_hangs("something was lost on the way, or the server waits for the end of what is sent");
    let server = Server::starts();
    let (mut ada, text) = (server.client("Ada"), long_text());
    // More than a mebibyte in all.
    for _ in 0..2 {
        ada.says_and_hears(&text, &text);
    }
    ada.hears_nothing_for(ms(10));
    server.goes_on();
}

fn who_listens_late_gets_everything() {
    promise("all of its bytes, as they are and in order");
    look_at("`write` need not take all that it is given: what becomes of the rest?");
    if_it_hangs("something was lost on the way, or nobody goes on where nothing could be sent");
    let server = Server::starts();
    let (mut ada, text) = (server.client("Ada"), long_text());
    let sent = ada.says_without_listening(&text);
    ada.says_and_hears(&text[sent..], &text);
    ada.hears_nothing_for(ms(10));
    server.goes_on();
}

fn who_sends_no_more_gets_the_rest() {
    promise("When it sends no more, it still gets the rest, and then its connection is closed.");
    look_at("how does the server learn that a client sends no more, and what is left to do then?");
    if_it_hangs("the connection is not closed when everything was sent back");
    let server = Server::starts();
    let files = OpenFiles::now();
    for text in ["tea", "", "tea\n"] {
        let mut ada = server.client("Ada");
        ada.says(text);
        ada.stops_talking();
        ada.hears_until_eof(text);
    }
    let text = long_text();
    let much = listens_late(server.client("Ben"), &text);
    // With one of these lengths, what the network does not keep is small enough for the
    // server to know of the end while it still has something to send.
    for length in (0..much).step_by(much / 24 + 1) {
        listens_late(server.client("Chris"), &text[..length]);
    }
    server.has_closed_again(&files);
    server.goes_on();
}

/// Send as much of `text` as goes without listening, and no more; then hear it. Returns
/// how much that was.
fn listens_late(mut client: Talk, text: &str) -> usize {
    let sent = client.says_without_listening(text);
    client.stops_talking();
    // The server may have come to the end by then. Where it has not, less is found.
    std::thread::sleep(ms(10));
    client.hears(&text[..sent]);
    client.hears_until_eof("");
    client.leaves();
    sent
}

fn any_bytes_come_back() {
    promise("all of its bytes, as they are and in order");
    look_at("bytes need not be text");
    let server = Server::starts();
    let mut ada = server.client("Ada");
    let all: Vec<u8> = (0..=255).chain([0, 0, 255]).collect();
    let pieces: [&[u8]; 7] = [
        b"\0",
        b"\xff\xfe",
        b"\r\n",
        b"\x04",
        b"caf\xc3",
        b"\xa9",
        &all,
    ];
    for piece in pieces {
        ada.says_bytes(&[piece]);
        ada.hears(piece);
    }
    server.goes_on();
}

fn who_never_listens_holds_up_nobody() {
    promise("and not for one that does not read what it gets");
    look_at("nothing can be sent to one client: who waits for that?");
    if_it_hangs("one client is served when another one has read what it got");
    let server = Server::starts();
    let mut ada = server.client("Ada");
    let mut ben = server.client("Ben");
    ada.says_without_listening(long_text());
    let mut chris = server.client("Chris");
    for client in [&mut ben, &mut chris] {
        client.says("tea");
        client.hears("tea");
    }
    server.goes_on();
}

fn connections_that_break_end_alone() {
    promise("A connection that breaks ends by itself alone, and is closed as well.");
    look_at("an error of one connection: what does it end?");
    let server = Server::starts();
    let mut first = server.client("Ada");
    all_hear(std::slice::from_mut(&mut first), "tea");
    let files = OpenFiles::now();
    server.client("Ben").resets();
    let mut chris = server.client("Chris");
    chris.says("tea");
    chris.hears("tea");
    chris.resets();
    server.client("Dora").leaves();
    // Who leaves what it gets unread breaks the connection, too.
    let mut emil = server.client("Emil");
    emil.says("tea");
    emil.leaves();
    let mut last = server.client("Fay");
    for client in [&mut last, &mut first] {
        client.says("cups");
        client.hears("cups");
    }
    last.leaves();
    server.has_closed_again(&files);
    server.goes_on();
}

fn a_connection_that_breaks_while_it_is_written_to_ends_alone() {
    promise("A connection that breaks ends by itself alone, and is closed as well.");
    look_at("an error of one connection, also one of writing: what does it end?");
    let server = Server::starts();
    let mut first = server.client("Ada");
    all_hear(std::slice::from_mut(&mut first), "tea");
    let files = OpenFiles::now();
    let mut ben = server.client("Ben");
    ben.says_without_listening(long_text());
    ben.resets();
    let mut last = server.client("Chris");
    for client in [&mut last, &mut first] {
        client.says("cups");
        client.hears("cups");
    }
    last.leaves();
    server.has_closed_again(&files);
    server.goes_on();
}

fn many_come_and_go() {
    promise("and then its connection is closed");
    look_at("what is left of a client that is gone?");
    let server = Server::starts();
    let files = OpenFiles::now();
    for _ in 0..6 {
        let mut clients = [(); 20].map(|()| server.client("a client"));
        all_hear(&mut clients, "tea");
    }
    server.has_closed_again(&files);
    server.goes_on();
}

fn who_is_silent_is_not_sent_away() {
    promise("However long a client is silent, it is not sent away.");
    // Each timer of the answer's has run out as soon as nothing else is to be done.
    let server = Server::on_a_clock(true);
    let (mut ada, mut ben) = (server.client("Ada"), server.client("Ben"));
    ada.says("tea");
    ada.hears("tea");
    // Silent, and it does not read either.
    let (mut chris, text) = (server.client("Chris"), long_text());
    let sent = chris.says_without_listening(&text);
    server.call.watch().falls_asleep("serve");
    for client in [&mut ada, &mut ben] {
        client.hears_nothing_for(ms(50));
        client.says("cups");
        client.hears("cups");
    }
    promise("all of its bytes, as they are and in order");
    chris.hears(&text[..sent]);
    server.goes_on();
}

fn an_error_of_the_listener_is_returned() {
    promise("Return only when `listener` fails to accept a client, and with that error.");
    look_at("an error of the listener, and one of a connection: which of them goes where?");
    let runtime = runtime(false);
    let listener = {
        let _inside = runtime.enter();
        listener()
    };
    let ada = client("Ada", address(&listener));
    let outcome = without_files(|| {
        let want = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
        let want = want.err().and_then(|error| error.raw_os_error());
        let serving = async { timeout(PATIENCE, serve(listener)).await };
        let got = within(PATIENCE * 2, "serve", || runtime.block_on(serving));
        (got, want)
    });
    let Some((got, want)) = outcome else { return };
    holds(
        got.is_ok(),
        Kind::Hangs,
        "`serve` has not returned although it could accept nobody",
        "the error of the listener comes again and again, and nobody hears of it",
    );
    let got = got.ok().and_then(Result::err);
    equal(
        "the number of the error",
        got.and_then(|error| error.raw_os_error()),
        want,
    );
    ada.leaves();
}

fn once_dropped_nobody_listens() {
    promise("When this future is dropped, nobody listens any more.");
    look_at("who owns the listener, and until when?");
    let server = Server::starts();
    let files = OpenFiles::now();
    let mut ada = server.client("Ada");
    ada.says("tea");
    ada.hears("tea");
    let Server {
        addr,
        call,
        drop: drops,
        dropped,
        ends,
    } = server;
    let _ = drops.send(());
    holds(
        dropped.recv_timeout(PATIENCE).is_ok(),
        Kind::BlocksRuntime,
        "`serve` could not be dropped, because its thread was held",
        "a thread that is blocked comes to nothing else",
    );
    holds(
        TcpStream::connect(addr).is_err(),
        Kind::Leaks,
        "a client was accepted after `serve` had been dropped",
        "something listens that nobody needs any more",
    );
    ada.leaves();
    promise("and then its connection is closed");
    call.watch().settles();
    files.are_closed_again();
    drop(ends);
}
