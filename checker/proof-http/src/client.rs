//! Who asks a service.

use crate::reply::Reply;
use axum::Router;
use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::{Method, Request};
use futures::FutureExt;
use instrument::observe::{Span, now};
use serde_json::Value;
use std::panic::AssertUnwindSafe;
use tokio::task::JoinHandle;
use tokio::time::Instant;
use tower::ServiceExt;

/// A client of a service that is called in process. Clones of it are the same client
/// with another connection.
#[derive(Debug, Clone)]
pub struct Client {
    who: String,
    router: Router,
}

impl Client {
    /// One that is drawn as `who`. Several clients of the same service are made of
    /// clones of its router.
    #[must_use]
    pub fn of(who: &str, router: Router) -> Self {
        Self {
            who: who.to_owned(),
            router,
        }
    }

    /// `GET path`, without a body. The future is the client: dropped, it has hung up.
    pub async fn get(&self, path: &str) -> Reply {
        self.send(request(Method::GET, path, Body::empty())).await
    }

    /// `POST path` with this body.
    pub async fn post(&self, path: &str, body: impl Into<Body>) -> Reply {
        self.send(request(Method::POST, path, body.into())).await
    }

    /// `POST path` with this JSON.
    pub async fn post_json(&self, path: &str, body: &Value) -> Reply {
        let mut request = request(Method::POST, path, Body::from(body.to_string()));
        let json = axum::http::HeaderValue::from_static("application/json");
        request.headers_mut().insert(CONTENT_TYPE, json);
        self.send(request).await
    }

    /// `GET` each path, in this order and at the same time, and read the bodies to their end:
    /// the statuses, and after how many milliseconds the heads were there. `look` gets each
    /// head.
    pub async fn ask(&self, paths: &[&str], look: fn(&Reply)) -> Vec<(u16, u128)> {
        let start = Instant::now();
        let asks = paths.iter().map(|path| {
            let (client, path) = (self.clone(), (*path).to_owned());
            tokio::spawn(async move {
                let mut reply = client.get(&path).await;
                let answered = (reply.status(), start.elapsed().as_millis());
                look(&reply);
                while reply.next_frame().await.is_some() {}
                answered
            })
        });
        let asks = futures::future::join_all(asks.collect::<Vec<_>>()).await;
        // A panic is a finding by itself.
        asks.into_iter().map(Result::unwrap_or_default).collect()
    }

    /// A request that is under way, or waits for that, as a task of its own: the status is
    /// 200, and the text is the path, as pages of [`crate::Pages`] answer.
    pub fn begin(&self, path: &'static str) -> JoinHandle<()> {
        let client = self.clone();
        tokio::spawn(async move {
            let mut reply = client.get(path).await;
            reply.status_is(200);
            reply.text_is(path).await;
        })
    }

    /// `GET` each path, one after another, where pages panic: what becomes of the requests
    /// is not said.
    pub async fn try_each(&self, paths: &[&str]) {
        for path in paths {
            let _ = AssertUnwindSafe(self.get(path)).catch_unwind().await;
        }
    }

    /// Ask for `path` with several methods at the same time: the statuses.
    pub async fn with_each_method(&self, path: &str) -> Vec<u16> {
        let methods = [Method::GET, Method::PUT, Method::DELETE, Method::POST];
        let asks = methods.map(|method| self.send(request(method, path, Body::empty())));
        let replies = futures::future::join_all(asks).await.into_iter();
        replies.map(|reply| reply.status()).collect()
    }

    /// Send `request`, and wait for the head of the response.
    pub async fn send(&self, request: Request<Body>) -> Reply {
        let what = format!("{} {}", request.method(), request.uri());
        let span = Span::waits(&self.who, &what, now());
        let answered = self.router.clone().oneshot(request).await;
        span.end();
        match answered {
            Ok(response) => Reply::new(&self.who, what, response),
            Err(never) => match never {},
        }
    }
}

pub(crate) fn request(method: Method, path: &str, body: Body) -> Request<Body> {
    let request = Request::builder().method(method).uri(path).body(body);
    request.expect("a hidden test asks for a path")
}
