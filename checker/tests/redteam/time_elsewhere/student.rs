use lab::FakeApi;
use std::time::Duration;

pub async fn both(api: &FakeApi, id: u32) -> (String, String) {
    let api = api.clone();
    let elsewhere = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build();
        runtime.unwrap().block_on(async {
            let user = api.user(id).await.name;
            (user, api.orders(id).await[0].item.clone())
        })
    });
    let found = elsewhere.join().unwrap();
    tokio::time::sleep(Duration::from_millis(50)).await;
    found
}

fn main() {}
