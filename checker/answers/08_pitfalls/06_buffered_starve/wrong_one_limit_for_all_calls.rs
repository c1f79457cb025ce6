// refused: not-concurrent — the limit is a static: a call waits for the requests of another one

use futures::StreamExt;
use lab::FakeApi;
use tokio::sync::Semaphore;
use tokio::sync::mpsc::unbounded_channel;

pub async fn print_all(api: &FakeApi, ids: Vec<u32>, mut print: impl AsyncFnMut(String)) {
    static ROOM: Semaphore = Semaphore::const_new(4);
    let ahead = Semaphore::new(8);
    let under_way = &ROOM;
    let (sender, mut pages) = unbounded_channel();
    let request = async {
        let sender = sender;
        for id in ids {
            ahead.acquire().await.expect("never closed").forget();
            let permit = under_way.acquire().await.expect("never closed");
            let api = api.clone();
            let task = tokio::spawn(async move {
                let page = api.page(id).await;
                drop(permit);
                page
            });
            if sender.send(task).is_err() {
                return;
            }
        }
    };
    let print_them = async {
        while let Some(page) = pages.recv().await {
            let page = page.await.expect("a request does not panic");
            ahead.add_permits(1);
            print(page).await;
        }
    };
    tokio::join!(request, print_them);
}

fn main() {}
