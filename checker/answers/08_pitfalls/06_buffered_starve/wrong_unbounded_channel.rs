// refused: too-concurrent — requests do not wait for the printer

use futures::{StreamExt, stream};
use lab::FakeApi;
use tokio::sync::mpsc;

pub async fn print_all(api: &FakeApi, ids: Vec<u32>, mut print: impl AsyncFnMut(String)) {
    let (sender, mut receiver) = mpsc::unbounded_channel();
    let request = async move {
        let mut pages = stream::iter(ids).map(|id| api.page(id)).buffered(4);
        while let Some(page) = pages.next().await {
            if sender.send(page).is_err() {
                return;
            }
        }
    };
    let print = async {
        while let Some(page) = receiver.recv().await {
            print(page).await;
        }
    };
    tokio::join!(request, print);
}

fn main() {}
