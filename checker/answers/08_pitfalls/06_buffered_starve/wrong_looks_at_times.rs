// refused: late — takes the answers every 50 ms while something is printed

use futures::FutureExt;
use futures::StreamExt;
use futures::stream::FuturesUnordered;
use lab::{FakeApi, ms};
use std::collections::BTreeMap;
use std::pin::pin;
use tokio::time::sleep;

pub async fn print_all(api: &FakeApi, ids: Vec<u32>, mut print: impl AsyncFnMut(String)) {
    let request = |place: usize, id: u32| async move { (place, api.page(id).await) };
    let mut ids = ids.into_iter().enumerate();
    let mut requests = FuturesUnordered::new();
    let mut ready = BTreeMap::<usize, String>::new();
    let mut next = 0_usize;
    loop {
        while requests.len() < 4 && requests.len() + ready.len() < 8 {
            let Some((place, id)) = ids.next() else { break };
            requests.push(request(place, id));
        }
        let Some(page) = ready.remove(&next) else {
            match requests.next().await {
                Some((place, page)) => ready.insert(place, page),
                None => return,
            };
            continue;
        };
        next += 1;
        let mut printing = pin!(print(page));
        loop {
            while requests.len() < 4 && requests.len() + ready.len() < 8 {
                let Some((place, id)) = ids.next() else { break };
                requests.push(request(place, id));
            }
            tokio::select! {
                () = &mut printing => break,
                () = sleep(ms(50)) => {
                    while let Some(Some((place, page))) = requests.next().now_or_never() {
                        ready.insert(place, page);
                    }
                }
            }
        }
    }
}

fn main() {}
