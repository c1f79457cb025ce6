//! Requests that leave at the moment when others come or leave, on two threads.

use crate::Pages;
use crate::at_each_step::{Asked, ENOUGH, Page, parts, request};
use axum::Router;
use futures::StreamExt;
use futures::stream::FuturesUnordered;
use proof::{Attempt, Kind, Work, at_each_step_from_there, holds};
use std::future::poll_fn;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Instant;
use tokio::runtime::Handle;

/// A request that is polled again only where it was woken, and hangs up with this.
type Asks = FuturesUnordered<Asked>;

impl Pages {
    /// All places are taken, and one request hangs up at each step of another one that comes, on
    /// two threads. What is put around pages lets in the one that has come, and no more than it
    /// may. For a test in real time, which says before this what a hang means.
    pub async fn one_leaves_while_one_comes(places: usize, put_around: impl Fn(Router) -> Router) {
        let (runtime, shops) = (Handle::current(), Shops::default());
        let begun = Instant::now();
        for part in parts(places, &put_around) {
            at_each_step_from_there(|| {
                let page = Page::from_part(part);
                let clones = page.clones.clone();
                let (shop, router) = Shop::with(places, page, &put_around);
                let (comes, leaves) = (request(&router, "/tea"), shop.who_leaves());
                let (inside, runtime) = (shop.clone(), runtime.clone());
                Attempt {
                    call: Box::new(move || {
                        clones.store(0, Ordering::SeqCst);
                        inside.comes(comes);
                    }),
                    meanwhile: Box::new(move || {
                        let _inside = runtime.enter();
                        drop(leaves);
                    }),
                    then: shops.then(shop, Vec::new()),
                }
            });
            if begun.elapsed() > ENOUGH {
                break;
            }
        }
        shops.are_full().await;
    }

    /// As [`Pages::one_leaves_while_one_comes`], the other way round: one comes at each step of
    /// another one that hangs up.
    pub async fn one_comes_while_one_leaves(places: usize, put_around: impl Fn(Router) -> Router) {
        let (runtime, shops) = (Handle::current(), Shops::default());
        at_each_step_from_there(|| {
            let (shop, router) = Shop::with(places, Page::from_part(usize::MAX), &put_around);
            let (comes, leaves) = (request(&router, "/tea"), shop.who_leaves());
            let (inside, runtime) = (shop.clone(), runtime.clone());
            Attempt {
                call: Box::new(move || drop(leaves)),
                meanwhile: Box::new(move || {
                    let _inside = runtime.enter();
                    inside.comes(comes);
                }),
                then: shops.then(shop, Vec::new()),
            }
        });
        shops.are_full().await;
    }

    /// All places are taken, and one request hangs up at each step of another one that hangs up,
    /// on two threads. What is put around pages then lets in as many as before, and no more. For
    /// a test in real time, which says before this what a hang means.
    pub async fn two_leave_at_once(places: usize, put_around: impl Fn(Router) -> Router) {
        let (runtime, shops) = (Handle::current(), Shops::default());
        at_each_step_from_there(|| {
            let (shop, router) = Shop::with(places, Page::from_part(usize::MAX), &put_around);
            let (one, two) = (shop.who_leaves(), shop.who_leaves());
            let runtime = runtime.clone();
            let come = [(); 2].map(|()| request(&router, "/tea"));
            Attempt {
                call: Box::new(move || drop(one)),
                meanwhile: Box::new(move || {
                    let _inside = runtime.enter();
                    drop(two);
                }),
                then: shops.then(shop, come.into()),
            }
        });
        shops.are_full().await;
    }
}

/// A service of which all places were taken, and who asks it.
#[derive(Clone)]
struct Shop {
    places: usize,
    work: Work,
    asks: Arc<Mutex<Vec<Asks>>>,
}

impl Shop {
    fn with(places: usize, page: Page, put_around: impl Fn(Router) -> Router) -> (Self, Router) {
        let work = page.work.clone();
        let router = put_around(Router::new().route_service("/tea", page));
        let asks = Arc::default();
        let shop = Self { places, work, asks };
        for _ in 0..places {
            shop.comes(request(&router, "/tea"));
        }
        (shop, router)
    }

    /// A request is polled once, which is as far as it gets.
    fn comes(&self, asked: Asked) {
        let mut asks = Asks::from_iter([asked]);
        let _ = asks.poll_next_unpin(&mut Context::from_waker(Waker::noop()));
        lock(&self.asks).push(asks);
    }

    /// One that is under way.
    fn who_leaves(&self) -> Option<Asks> {
        lock(&self.asks).pop()
    }

    /// Wait until all places are taken.
    async fn is_full(&self) {
        poll_fn(|context| {
            for asks in lock(&self.asks).iter_mut() {
                let answered = asks.poll_next_unpin(context) == Poll::Ready(Some(()));
                holds(
                    !answered,
                    Kind::WrongResult,
                    "a request was answered that did not get to its page",
                    "there was room for it: another one hung up at the same moment, on another \
                     thread",
                );
            }
            match self.work.in_flight() == self.places {
                true => Poll::Ready(()),
                false => Poll::Pending,
            }
        })
        .await;
    }
}

/// What is left of all attempts.
#[derive(Default)]
struct Shops(Arc<Mutex<Vec<Shop>>>);

impl Shops {
    /// Two have met: now these come.
    fn then(&self, shop: Shop, come: Vec<Asked>) -> Box<dyn FnOnce()> {
        let all = self.0.clone();
        Box::new(move || {
            for asked in come {
                shop.comes(asked);
            }
            let (in_flight, places) = (shop.work.in_flight(), shop.places);
            holds(
                in_flight <= places,
                Kind::TooConcurrent,
                &format!("{in_flight} requests were under way at once, the limit is {places}"),
                "one hung up while another one came or hung up as well, on two threads",
            );
            lock(&all).push(shop);
        })
    }

    /// In each of them all who asked are under way: nobody was forgotten.
    async fn are_full(self) {
        let all = std::mem::take(&mut *lock(&self.0));
        for shop in all {
            shop.is_full().await;
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
