// accepted: a task for each request

use lab::{FakeApi, Order, User};

pub struct Profile {
    pub user: User,
    pub orders: Vec<Order>,
}

pub async fn profile(api: &FakeApi, id: u32) -> Profile {
    let (first, second) = (api.clone(), api.clone());
    let user = tokio::spawn(async move { first.user(id).await });
    let orders = tokio::spawn(async move { second.orders(id).await });
    Profile {
        user: user.await.unwrap(),
        orders: orders.await.unwrap(),
    }
}

fn main() {}
