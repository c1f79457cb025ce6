// refused: late — never returns before 50 ms, whatever the shop takes

use lab::{FakeApi, Order, User};
use std::time::Duration;

#[derive(Debug)]
pub struct Profile {
    pub user: User,
    pub orders: Vec<Order>,
}

pub async fn profile(api: &FakeApi, id: u32) -> Profile {
    let (user, orders, ()) = tokio::join!(
        api.user(id),
        api.orders(id),
        tokio::time::sleep(Duration::from_millis(50))
    );
    Profile { user, orders }
}

fn main() {}
