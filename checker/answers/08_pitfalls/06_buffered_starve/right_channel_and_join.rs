// accepted: two futures of one task; a semaphore holds back the requests, and nothing else does

use futures::{StreamExt, stream};
use lab::FakeApi;
use tokio::sync::{Semaphore, mpsc};

pub async fn print_all(api: &FakeApi, ids: Vec<u32>, mut print: impl AsyncFnMut(String)) {
    let ahead = Semaphore::new(8);
    let ahead = &ahead;
    let (sender, mut receiver) = mpsc::unbounded_channel();
    let request = async move {
        let requests = stream::iter(ids).map(|id| async move {
            let place = ahead.acquire().await;
            (api.page(id).await, place)
        });
        let mut pages = requests.buffered(4);
        while let Some(page) = pages.next().await {
            if sender.send(page).is_err() {
                return;
            }
        }
    };
    let print = async {
        while let Some((page, place)) = receiver.recv().await {
            drop(place);
            print(page).await;
        }
    };
    tokio::join!(request, print);
}

fn main() {}
