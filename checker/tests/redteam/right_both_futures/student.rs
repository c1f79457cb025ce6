use lab::FakeApi;

pub async fn both(api: &FakeApi, id: u32) -> (String, String) {
    let (user, orders) = futures::join!(api.user(id), api.orders(id));
    (user.name, orders[0].item.clone())
}

fn main() {}
