//! Who asks a service over a real connection.

use crate::client::request;
use crate::reply::Reply;
use axum::body::Body;
use axum::http::{Method, Request};
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::rt::TokioIo;
use instrument::observe::{Span, now};
use proof::{Kind, holds};
use std::io;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

/// How long a service may take, on the busiest machine, for what it does at once.
const PATIENCE: Duration = Duration::from_secs(2);

/// A client with a connection of its own to a service that runs on this machine: for
/// tests in [`proof::real_time`]. It sends one request after another on it. Dropped, it
/// closes the connection.
#[derive(Debug)]
pub struct Visitor {
    who: String,
    requests: SendRequest<Body>,
    // Reads and writes for as long as somebody asks or reads.
    connection: JoinHandle<hyper::Result<()>>,
    socket: std::net::TcpStream,
}

impl Visitor {
    /// Connect as `who`, who is drawn, to the service at `addr`.
    pub async fn connect(who: &str, addr: SocketAddr) -> Self {
        match Self::connected(who, addr).await {
            Ok(visitor) => visitor,
            Err(error) => refused(
                format!("{who} cannot connect: {error}"),
                "nobody listens any more, or nobody takes the connection",
            ),
        }
    }

    async fn connected(who: &str, addr: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(addr).await?.into_std()?;
        let socket = stream.try_clone()?;
        let stream = TokioIo::new(TcpStream::from_std(stream)?);
        let shaken = http1::handshake(stream).await;
        let (requests, connection) = shaken.map_err(io::Error::other)?;
        Ok(Self {
            who: who.to_owned(),
            requests,
            connection: tokio::spawn(connection.with_upgrades()),
            socket,
        })
    }

    /// `GET path`, without a body, over this connection. There is an answer at some time:
    /// what it waits for is in the hands of the test.
    pub async fn get(&mut self, path: &str) -> Reply {
        self.send(request(Method::GET, path, Body::empty())).await
    }

    /// Send `request`, and wait for the head of the response.
    pub async fn send(&mut self, request: Request<Body>) -> Reply {
        let what = format!("{} {}", request.method(), request.uri());
        let span = Span::waits(&self.who, &what, now());
        match self.answered(request).await {
            Ok(response) => {
                span.end();
                Reply::new(&self.who, what, response.map(Body::new))
            }
            Err(error) => refused(
                format!("`{what}` of {} got no answer: {error}", self.who),
                "the connection ended while a request was under way on it",
            ),
        }
    }

    async fn answered(
        &mut self,
        request: Request<Body>,
    ) -> hyper::Result<hyper::Response<hyper::body::Incoming>> {
        self.requests.ready().await?;
        self.requests.send_request(request).await
    }

    /// The service has closed this connection, or does so soon.
    pub async fn sees_it_closed(mut self) {
        let closed = timeout(PATIENCE, &mut self.connection).await.is_ok();
        holds(
            closed,
            Kind::Leaks,
            &format!("the connection of {} is still open", self.who),
            "somebody keeps a connection on which nothing is under way",
        );
    }

    /// Break the connection: the service gets a reset, not an end.
    pub fn resets(self) {
        let linger = Some(Duration::ZERO);
        // Where it is not to be had, the end of the connection has to do.
        let _ = rustix::net::sockopt::set_socket_linger(&self.socket, linger);
    }

    /// Nobody listens at `addr` any more, or soon nobody does.
    pub async fn is_turned_away(addr: SocketAddr) {
        let turned_away = async {
            // Who came while the last one listened is let go again.
            while TcpStream::connect(addr).await.is_ok() {
                sleep(Duration::from_millis(5)).await;
            }
        };
        holds(
            timeout(PATIENCE, turned_away).await.is_ok(),
            Kind::Late,
            "a new connection is still taken",
            "who comes now waits for an answer that it may never get",
        );
    }
}

impl Drop for Visitor {
    fn drop(&mut self) {
        self.connection.abort();
    }
}

fn refused(seen: String, means: &str) -> ! {
    holds(false, Kind::WrongResult, &seen, means);
    unreachable!("a refusal leaves the test")
}
