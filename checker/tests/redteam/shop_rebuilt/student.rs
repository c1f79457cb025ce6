use lab::{FakeApi, ms};

pub async fn both(api: &FakeApi, id: u32) -> (String, String) {
    let user = api.user(id).await.name;
    let quick = api.clone().with_orders(id, &["tea"], ms(0));
    (user, quick.orders(id).await[0].item.clone())
}

fn main() {}
