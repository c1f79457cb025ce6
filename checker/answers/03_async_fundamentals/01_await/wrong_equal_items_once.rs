// refused: wrong-result — what was ordered twice in a row is listed once

use lab::FakeApi;

async fn name(api: &FakeApi, id: u32) -> String {
    api.user(id).await.name
}

pub async fn receipt(api: &FakeApi, id: u32) -> String {
    let name = name(api, id).await;
    let mut ordered: Vec<_> = api
        .orders(id)
        .await
        .into_iter()
        .map(|ordered| ordered.item)
        .collect();
    ordered.dedup();
    api.page(1).await;
    format!("{name}: {}", ordered.join(", "))
}

fn main() {}
