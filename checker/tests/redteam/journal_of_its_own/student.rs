use lab::{FakeApi, ms};

pub async fn both(_: &FakeApi, id: u32) -> (String, String) {
    let own = FakeApi::empty().with_user(id, "Ada", ms(50)).with_orders(id, &["tea"], ms(30));
    let (user, orders) = tokio::join!(own.user(id), own.orders(id));
    (user.name, orders[0].item.clone())
}

fn main() {}
