use lab::FakeApi;

pub async fn both(api: &FakeApi, id: u32) -> (String, String) {
    let (user, orders) = tokio::join!(api.user(id), api.orders(id));
    (user.name, orders[0].item.clone())
}

fn main() {}
