use lab::FakeApi;

pub async fn both(api: &FakeApi, id: u32) -> (String, String) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async { (api.user(id).await.name, api.orders(id).await[0].item.clone()) })
}

fn main() {}
