// refused: blocks-runtime — the thread sleeps while both requests are under way

use lab::{FakeApi, Order, User};
use std::time::Duration;

#[derive(Debug)]
pub struct Profile {
    pub user: User,
    pub orders: Vec<Order>,
}

pub async fn profile(api: &FakeApi, id: u32) -> Profile {
    let (user, orders, ()) = tokio::join!(api.user(id), api.orders(id), async {
        std::thread::sleep(Duration::from_millis(100))
    });
    Profile { user, orders }
}

fn main() {}
