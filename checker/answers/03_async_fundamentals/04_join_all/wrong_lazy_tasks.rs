// refused: not-concurrent — an iterator is lazy: each task is started when the one before it has been awaited

use lab::FakeApi;

pub async fn fetch_all(api: &FakeApi, ids: Vec<u32>) -> Vec<String> {
    let tasks = ids.into_iter().map(|id| {
        let api = api.clone();
        tokio::spawn(async move { api.page(id).await })
    });
    let mut texts = Vec::new();
    for task in tasks {
        texts.push(task.await.unwrap());
    }
    texts
}

fn main() {}
