// accepted: one request on a task of its own, the other one here

use lab::{FakeApi, Order, User};

pub struct Profile {
    pub user: User,
    pub orders: Vec<Order>,
}

pub async fn profile(api: &FakeApi, id: u32) -> Profile {
    let shop = api.clone();
    let orders = tokio::spawn(async move { shop.orders(id).await });
    let user = api.user(id).await;
    let orders = orders.await.unwrap();
    Profile { user, orders }
}

fn main() {}
