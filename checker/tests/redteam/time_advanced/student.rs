use lab::FakeApi;
use std::time::Duration;

pub async fn patient(_: &FakeApi, _: u32) {
    tokio::time::advance(Duration::from_millis(80)).await;
}

fn main() {}
