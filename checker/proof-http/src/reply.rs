//! What a client is answered.

use crate::events::Parser;
use axum::body::{Body, Bytes};
use axum::http::response::Parts;
use axum::http::{HeaderMap, Response};
use http_body::Frame;
use http_body_util::BodyExt;
use instrument::observe::{Moment, Span, now};
use proof::{Kind, bytes, equal, holds, written};
use serde_json::Value;
use std::collections::VecDeque;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;
use tokio::time::Instant;

/// A response whose head is there. Dropped, the client has hung up.
#[derive(Debug)]
pub struct Reply {
    who: String,
    what: String,
    head: Parts,
    body: Body,
    /// What came after the body.
    trailers: HeaderMap,
    /// The way of the body to the client, once the client had to wait for it.
    on_its_way: Option<Span>,
    since: Instant,
    began: Moment,
    pub(crate) parser: Parser,
    /// What came in one piece with an event that was told already.
    pub(crate) events: VecDeque<(u64, String, String)>,
}

impl Reply {
    pub(crate) fn new(who: &str, what: String, response: Response<Body>) -> Self {
        let (head, body) = response.into_parts();
        Self {
            who: who.to_owned(),
            what,
            head,
            body,
            trailers: HeaderMap::new(),
            on_its_way: None,
            since: Instant::now(),
            began: now(),
            parser: Parser::default(),
            events: VecDeque::new(),
        }
    }

    pub(crate) fn what(&self) -> &str {
        &self.what
    }

    /// Its status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.head.status.as_u16()
    }

    /// The status is this one.
    pub fn status_is(&self, want: u16) {
        equal(
            &format!("the status of `{}`", self.what),
            self.status(),
            want,
        );
    }

    /// All headers of it.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// The trailer `name`, which comes after the body, is this one.
    pub fn trailer_is(&self, name: &str, want: &str) {
        let what = format!("the trailer `{name}` after the body of `{}`", self.what);
        let got = self.trailers.get(name);
        equal(&what, got.and_then(|got| got.to_str().ok()), Some(want));
    }

    /// A header of it; nothing where there is none, or none of text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.headers.get(name)?.to_str().ok()
    }

    /// The header `name` is this one, and there is one of that name.
    pub fn header_is(&self, name: &str, want: &str) {
        let what = format!("the header `{name}` of `{}`", self.what);
        equal(&what, self.header(name), Some(want));
        let number = self.head.headers.get_all(name).iter().count();
        equal(
            &format!("the number of headers `{name}` of `{}`", self.what),
            number,
            1,
        );
    }

    /// The whole body, once it has all come, is this text.
    pub async fn text_is(&mut self, want: &str) {
        let got = self.whole().await;
        let what = format!("the body of `{}`", self.what);
        equal(&what, bytes(&got), bytes(want.as_bytes()));
    }

    /// The whole body, once it has all come, is this JSON, however it is laid out.
    pub async fn json_is(&mut self, want: &Value) {
        let got = self.whole().await;
        let what = format!("the body of `{}`", self.what);
        match serde_json::from_slice::<Value>(&got) {
            Ok(got) if got == *want => {}
            Ok(got) => equal(&what, written(got.to_string()), written(want.to_string())),
            Err(_) => equal(&what, bytes(&got), bytes(want.to_string().as_bytes())),
        }
    }

    /// The whole body as JSON, once it has all come, where the test has to look into it.
    /// `null` where it is none.
    pub async fn json(&mut self) -> Value {
        serde_json::from_slice(&self.whole().await).unwrap_or_default()
    }

    /// The next piece of the body that is not empty, and when it came: the virtual time
    /// since the head. `None` at the end.
    pub async fn next_frame(&mut self) -> Option<(Duration, Bytes)> {
        loop {
            match self.frame().await {
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(data) if !data.is_empty() => return Some((self.since.elapsed(), data)),
                    Ok(_) => {}
                    // They are no part of what a body says.
                    Err(frame) => self
                        .trailers
                        .extend(frame.into_trailers().unwrap_or_default()),
                },
                Some(Err(error)) => {
                    let seen = format!("the body of `{}` broke off: {error}", self.what);
                    let means =
                        "a client cannot tell such a body from one that was lost on its way";
                    holds(false, Kind::WrongResult, &seen, means);
                    return None;
                }
                None => {
                    if let Some(span) = self.on_its_way.take() {
                        span.end();
                    }
                    return None;
                }
            }
        }
    }

    /// The body comes in these pieces, each so many milliseconds after the head, and
    /// ends with the last one.
    pub async fn frames_are(&mut self, want: &[(u64, &str)]) {
        let mut got = Vec::new();
        while let Some((at, data)) = self.next_frame().await {
            got.push((at.as_millis(), String::from_utf8_lossy(&data).into_owned()));
        }
        let want: Vec<_> = want
            .iter()
            .map(|(at, text)| (u128::from(*at), (*text).to_owned()))
            .collect();
        let what = format!("the body of `{}`, in ms and pieces", self.what);
        equal(&what, got, want);
    }

    /// A body that comes with its head is a part of it, and not drawn.
    async fn frame(&mut self) -> Option<Result<Frame<Bytes>, axum::Error>> {
        let mut frame = self.body.frame();
        let at_once = poll_fn(|context| Poll::Ready(Pin::new(&mut frame).poll(context)));
        if let Poll::Ready(frame) = at_once.await {
            return frame;
        }
        let item = format!("body of {}", self.what);
        let begin = || Span::waits(&self.who, &item, self.began);
        self.on_its_way.get_or_insert_with(begin);
        frame.await
    }

    async fn whole(&mut self) -> Vec<u8> {
        let mut whole = Vec::new();
        while let Some((_, data)) = self.next_frame().await {
            whole.extend_from_slice(&data);
        }
        whole
    }
}
