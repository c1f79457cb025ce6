//! Requests that come on two threads at the same moment.

use crate::Pages;
use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use proof::{Attempt, Kind, Work, at_each_step_from_there, held_from_here, holds};
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};
use tokio::runtime::Handle;
use tower::{Service, ServiceExt};

/// A request that is under way, or waits, and is dropped with this.
pub(crate) type Asked = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Says how many requests are under way.
type InFlight = Box<dyn FnOnce() -> usize>;

/// Nobody has been answered when an attempt is over.
const LONG: Duration = Duration::from_secs(3_600);

/// On a very busy machine not all parts of a way are gone through.
pub(crate) const ENOUGH: Duration = Duration::from_millis(1_000);

/// All places but one of so many are taken, and two requests come at the same moment, on two
/// threads: one of them at each step of the way of the other one. Never are more under way
/// than there are places. `make` makes a service, says which path to ask for, and how many
/// requests are under way then. For a test in real time.
pub fn at_once(places: usize, make: impl Fn() -> (Router, &'static str, InFlight)) {
    from_where(places, || (make(), Box::new(|| {})));
}

/// As [`at_once`], with something that is to be done before the one that is held comes.
fn from_where(
    places: usize,
    make: impl Fn() -> ((Router, &'static str, InFlight), Box<dyn FnOnce()>),
) {
    let runtime = Handle::current();
    at_each_step_from_there(|| {
        let ((router, path, in_flight), begins) = make();
        let ask = || request(&router, path);
        let under_way = (1..places).map(|_| polled(ask())).collect();
        let (one, two) = (ask(), ask());
        let asked: Arc<Mutex<Vec<Asked>>> = Arc::new(Mutex::new(under_way));
        let (first, second) = (asked.clone(), asked.clone());
        let runtime = runtime.clone();
        Attempt {
            call: Box::new(move || {
                begins();
                keep(&first, polled(one));
            }),
            meanwhile: Box::new(move || {
                let _inside = runtime.enter();
                keep(&second, polled(two));
            }),
            then: Box::new(move || {
                let in_flight = in_flight();
                holds(
                    in_flight <= places,
                    Kind::TooConcurrent,
                    &format!("{in_flight} requests were under way at once, the limit is {places}"),
                    "two came at the same moment on two threads, one of them between two steps \
                     of the other one, and both got the last place",
                );
                drop(asked);
            }),
        }
    });
}

impl Pages {
    /// See [`at_once`]: what is put around pages lets in so many at a time.
    pub fn let_in_at_once(places: usize, put_around: impl Fn(Router) -> Router) {
        let begun = Instant::now();
        for part in parts(places, &put_around) {
            from_where(places, || {
                let page = Page::from_part(part);
                let (work, clones) = (page.work.clone(), page.clones.clone());
                let router = put_around(Router::new().route_service("/tea", page));
                let in_flight: InFlight = Box::new(move || work.in_flight());
                let begins = move || clones.store(0, Ordering::SeqCst);
                ((router, "/tea", in_flight), Box::new(begins))
            });
            if begun.elapsed() > ENOUGH {
                return;
            }
        }
    }
}

/// The way of a request to its page has parts: it is cloned at the beginning of each, by what
/// stands around it. Each has many operations, and is gone through by itself.
pub(crate) struct Page {
    pub(crate) work: Work,
    pub(crate) clones: Arc<AtomicUsize>,
    part: usize,
}

impl Page {
    pub(crate) fn from_part(part: usize) -> Self {
        let (work, clones) = (Work::new(), Arc::default());
        Self { work, clones, part }
    }
}

/// The parts of a way, of which there is one at least. First comes the one in which it shows
/// that there is no place, then those before it, and then what is behind a place.
pub(crate) fn parts(
    places: usize,
    put_around: &impl Fn(Router) -> Router,
) -> impl Iterator<Item = usize> {
    let without_a_place = clones(places, put_around).max(1);
    let all = clones(0, put_around);
    (0..without_a_place).rev().chain(without_a_place..all)
}

/// How many clones are made for a request that comes while so many are under way.
fn clones(under_way: usize, put_around: &impl Fn(Router) -> Router) -> usize {
    let page = Page::from_part(usize::MAX);
    let clones = page.clones.clone();
    let router = put_around(Router::new().route_service("/tea", page));
    let _under_way: Vec<_> = (0..under_way)
        .map(|_| polled(request(&router, "/tea")))
        .collect();
    let asks = request(&router, "/tea");
    clones.store(0, Ordering::SeqCst);
    drop(polled(asks));
    clones.load(Ordering::SeqCst)
}

impl Clone for Page {
    fn clone(&self) -> Self {
        if self.clones.fetch_add(1, Ordering::SeqCst) >= self.part {
            held_from_here();
        }
        let (work, clones, part) = (self.work.clone(), self.clones.clone(), self.part);
        Self { work, clones, part }
    }
}

impl Service<Request> for Page {
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Request) -> Self::Future {
        let takes = self.work.takes("/tea", LONG);
        Box::pin(async move {
            // When the future is dropped, this is dropped after what it awaits.
            let _leaves = Here;
            takes.await;
            Ok(Response::default())
        })
    }
}

/// Part of a request, which is dropped when a handler begins; and of a page that is under way.
struct Here;

impl Drop for Here {
    fn drop(&mut self) {
        held_from_here();
    }
}

pub(crate) fn request(router: &Router, path: &'static str) -> Asked {
    let router = router.clone();
    Box::pin(async move {
        let request = axum::http::Request::get(path).extension(Arc::new(Here));
        let request = request.body(Body::empty());
        let _ = router.oneshot(request.expect("a request")).await;
    })
}

/// Polled once, which is as far as it gets.
fn polled(mut asked: Asked) -> Asked {
    let _ = asked.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    asked
}

fn keep(asked: &Mutex<Vec<Asked>>, one: Asked) {
    let mut all = asked.lock().unwrap_or_else(PoisonError::into_inner);
    all.push(one);
}
