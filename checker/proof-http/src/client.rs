//! Who asks a service.

use crate::reply::Reply;
use axum::Router;
use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::{Method, Request};
use instrument::observe::{Span, now};
use serde_json::Value;
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
