// refused: wrong-result — orders that are equal are listed once

use lab::{FakeApi, Order, User};

#[derive(Debug)]
pub struct Profile {
    pub user: User,
    pub orders: Vec<Order>,
}

pub async fn profile(api: &FakeApi, id: u32) -> Profile {
    let (user, mut orders) = tokio::join!(api.user(id), api.orders(id));
    orders.dedup();
    Profile { user, orders }
}

fn main() {}
