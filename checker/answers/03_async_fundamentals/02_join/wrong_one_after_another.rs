// refused: not-concurrent — the second request is sent when the first was answered

use lab::{FakeApi, Order, User};

pub struct Profile {
    pub user: User,
    pub orders: Vec<Order>,
}

pub async fn profile(api: &FakeApi, id: u32) -> Profile {
    let user = api.user(id).await;
    let orders = api.orders(id).await;
    Profile { user, orders }
}

fn main() {}
