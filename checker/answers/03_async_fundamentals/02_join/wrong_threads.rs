// refused: blocks-runtime — two threads wait in place of two futures, and hold up the caller

use lab::{FakeApi, Order, User};
use std::thread;
use tokio::runtime::Runtime;

pub struct Profile {
    pub user: User,
    pub orders: Vec<Order>,
}

pub async fn profile(api: &FakeApi, id: u32) -> Profile {
    let (user, orders) = thread::scope(|scope| {
        let user = scope.spawn(|| Runtime::new().unwrap().block_on(api.user(id)));
        let orders = scope.spawn(|| Runtime::new().unwrap().block_on(api.orders(id)));
        (user.join().unwrap(), orders.join().unwrap())
    });
    Profile { user, orders }
}

fn main() {}
