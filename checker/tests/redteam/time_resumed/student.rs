use lab::FakeApi;

pub async fn both(api: &FakeApi, id: u32) -> (String, String) {
    tokio::time::resume();
    let user = api.user(id).await.name;
    let item = api.orders(id).await[0].item.clone();
    tokio::time::pause();
    (user, item)
}

fn main() {}
