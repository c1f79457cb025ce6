// accepted: a task hands out the places, to whoever asked first

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use std::sync::Arc;
use std::sync::OnceLock;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot};

type Asks = mpsc::UnboundedSender<oneshot::Sender<OwnedSemaphorePermit>>;

async fn in_turn(
    State(asks): State<Arc<OnceLock<Asks>>>,
    request: Request,
    next: Next,
) -> Response {
    let (tell, told) = oneshot::channel();
    let asks = asks.get_or_init(|| {
        let (asks, mut asked) = mpsc::unbounded_channel::<oneshot::Sender<_>>();
        tokio::spawn(async move {
            let places = Arc::new(Semaphore::new(2));
            while let Some(tell) = asked.recv().await {
                let place = Arc::clone(&places)
                    .acquire_owned()
                    .await
                    .expect("it is open");
                // Who is gone gives it back by that.
                let _ = tell.send(place);
            }
        });
        asks
    });
    asks.send(tell).ok().expect("the task lives as long as we");
    let _place = told.await.expect("the task answers");
    next.run(request).await
}

pub fn with_limit(pages: Router) -> Router {
    pages.layer(from_fn_with_state(Arc::default(), in_turn))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let pages = Router::new().route("/", axum::routing::get(async || "tea, 4 EUR"));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, with_limit(pages)).await
}
