// accepted: the `join!` of the futures crate

use lab::{FakeApi, Order, User};

pub struct Profile {
    pub user: User,
    pub orders: Vec<Order>,
}

pub async fn profile(api: &FakeApi, id: u32) -> Profile {
    let (user, orders) = futures::join!(api.user(id), api.orders(id));
    Profile { user, orders }
}

fn main() {}
