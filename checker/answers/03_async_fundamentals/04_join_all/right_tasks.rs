// accepted: all tasks are started before the first is awaited

use lab::FakeApi;

pub async fn fetch_all(api: &FakeApi, ids: Vec<u32>) -> Vec<String> {
    let tasks: Vec<_> = ids
        .into_iter()
        .map(|id| {
            let api = api.clone();
            tokio::spawn(async move { api.page(id).await })
        })
        .collect();
    let mut texts = Vec::new();
    for task in tasks {
        texts.push(task.await.unwrap());
    }
    texts
}

fn main() {}
