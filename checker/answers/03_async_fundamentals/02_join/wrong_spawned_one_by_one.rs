// refused: not-concurrent — each task is awaited before the next is started

use lab::{FakeApi, Order, User};

pub struct Profile {
    pub user: User,
    pub orders: Vec<Order>,
}

pub async fn profile(api: &FakeApi, id: u32) -> Profile {
    let shop = api.clone();
    let user = tokio::spawn(async move { shop.user(id).await })
        .await
        .unwrap();
    let shop = api.clone();
    let orders = tokio::spawn(async move { shop.orders(id).await })
        .await
        .unwrap();
    Profile { user, orders }
}

fn main() {}
