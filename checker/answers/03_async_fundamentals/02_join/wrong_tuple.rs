// refused: not-concurrent — a tuple evaluates its parts one after another

use lab::{FakeApi, Order, User};

pub struct Profile {
    pub user: User,
    pub orders: Vec<Order>,
}

pub async fn profile(api: &FakeApi, id: u32) -> Profile {
    let (user, orders) = (api.user(id).await, api.orders(id).await);
    Profile { user, orders }
}

fn main() {}
