use lab::FakeApi;

pub async fn patient(api: &FakeApi, id: u32) {
    api.user(id).await;
    api.orders(id).await;
}

fn main() {}
