//! What is put around pages.

use crate::Pages;
use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use proof::testing::{accepts, refuses};
use proof::{Kind, virtual_time};

fn passes(pages: Router) -> Router {
    pages.layer(from_fn(async |request: Request, next: Next| {
        next.run(request).await
    }))
}

#[test]
fn what_is_passed_on_is_compared() {
    accepts(|| virtual_time(async |_| Pages::are_passed_on(passes).await));
    refuses(Kind::WrongResult, "the trailer `sum`", || {
        virtual_time(async |_| {
            let cuts = async |request: Request, next: Next| {
                let (head, body) = next.run(request).await.into_parts();
                Response::from_parts(head, Body::from_stream(body.into_data_stream()))
            };
            Pages::are_passed_on(|pages| pages.layer(from_fn(cuts))).await;
        });
    });
    refuses(Kind::WrongResult, "how many requests got to", || {
        virtual_time(async |_| {
            let twice = async |request: Request, next: Next| {
                let (head, body) = request.into_parts();
                let again = Request::from_parts(head.clone(), Body::empty());
                let response = next.clone().run(Request::from_parts(head, body)).await;
                if response.status() == StatusCode::SERVICE_UNAVAILABLE {
                    return next.run(again).await;
                }
                response
            };
            Pages::are_passed_on(|pages| pages.layer(from_fn(twice))).await;
        });
    });
}

#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod at_once {
    use super::*;
    use proof::real_time;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use tokio::sync::Semaphore;

    /// Lets in two: `enter` says whether there is a place.
    fn two(pages: Router, enter: fn(&AtomicUsize) -> bool) -> Router {
        let inside = Arc::new(AtomicUsize::new(0));
        pages.layer(from_fn(move |request: Request, next: Next| {
            let inside = inside.clone();
            async move {
                if !enter(&inside) {
                    return StatusCode::SERVICE_UNAVAILABLE.into_response();
                }
                next.run(request).await
            }
        }))
    }

    #[test]
    fn no_more_are_let_in_than_there_are_places() {
        let exchanges = |inside: &AtomicUsize| {
            let more = |inside| (inside < 2).then_some(inside + 1);
            let entered = inside.fetch_update(Ordering::SeqCst, Ordering::SeqCst, more);
            entered.is_ok()
        };
        accepts(|| real_time(async || Pages::let_in_at_once(2, |pages| two(pages, exchanges))));
        let looks_then_counts = |inside: &AtomicUsize| {
            if inside.load(Ordering::SeqCst) >= 2 {
                return false;
            }
            inside.fetch_add(1, Ordering::SeqCst);
            true
        };
        let seen = "3 requests were under way at once, the limit is 2";
        refuses(Kind::TooConcurrent, seen, || {
            real_time(async || Pages::let_in_at_once(2, |pages| two(pages, looks_then_counts)));
        });
    }

    /// Two places: how one of them is given back.
    fn given_back(pages: Router, give_back: fn(&Semaphore)) -> Router {
        let places = Arc::new(Semaphore::new(2));
        pages.layer(from_fn(move |request: Request, next: Next| {
            let places = places.clone();
            async move {
                places.acquire().await.expect("it is open").forget();
                let _place = Place(places, give_back);
                next.run(request).await
            }
        }))
    }

    struct Place(Arc<Semaphore>, fn(&Semaphore));

    impl Drop for Place {
        fn drop(&mut self) {
            self.1(&self.0);
        }
    }

    #[test]
    fn nobody_is_forgotten_where_others_leave() {
        let right = |pages| given_back(pages, |places| places.add_permits(1));
        accepts(|| real_time(async || Pages::one_leaves_while_one_comes(2, right).await));
        accepts(|| real_time(async || Pages::one_comes_while_one_leaves(2, right).await));
        accepts(|| real_time(async || Pages::two_leave_at_once(2, right).await));
    }
}
