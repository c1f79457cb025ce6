// accepted: `join`, which is a function

use futures::future::join;
use lab::{FakeApi, Order, User};

pub struct Profile {
    pub user: User,
    pub orders: Vec<Order>,
}

pub async fn profile(api: &FakeApi, id: u32) -> Profile {
    let (orders, user) = join(api.orders(id), api.user(id)).await;
    Profile { user, orders }
}

fn main() {}
