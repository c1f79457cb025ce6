// refused: wrong-result — who came last is served first

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use lab::Image;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::oneshot;
use tokio::task::spawn_blocking;

pub fn app(photo: Image) -> Router {
    Router::new()
        .route("/thumbnail", get(thumbnail))
        .route("/health", get(async || "I am well"))
        .with_state(Catalogue {
            photo,
            places: Places::of(2),
        })
}

#[derive(Clone)]
struct Catalogue {
    photo: Image,
    places: Arc<Places>,
}

async fn thumbnail(State(catalogue): State<Catalogue>) -> Result<String, StatusCode> {
    let Catalogue { photo, places } = catalogue;
    let place = places.take().await;
    let thumb = spawn_blocking(move || {
        let _place = place;
        photo.shrink()
    });
    let thumb = thumb.await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(thumb.name().to_owned())
}

/// Who waits, and how many places are free.
struct Places(Mutex<(Vec<oneshot::Sender<Place>>, usize)>);

struct Place(Arc<Places>);

impl Places {
    fn of(places: usize) -> Arc<Self> {
        Arc::new(Self(Mutex::new((Vec::new(), places))))
    }

    async fn take(self: Arc<Self>) -> Place {
        let turn = {
            let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            match all.1.checked_sub(1) {
                Some(left) => {
                    all.1 = left;
                    drop(all);
                    return Place(self);
                }
                None => {
                    let (give, turn) = oneshot::channel();
                    all.0.push(give);
                    turn
                }
            }
        };
        turn.await.expect("somebody gives it back")
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut all = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut place = Place(self.0.clone());
        while let Some(give) = all.0.pop() {
            match give.send(place) {
                Ok(()) => return,
                Err(back) => place = back,
            }
        }
        all.1 += 1;
        std::mem::forget(place);
    }
}
