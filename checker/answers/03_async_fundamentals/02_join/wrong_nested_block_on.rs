// refused: panicked — the runtime is entered a second time

use lab::{FakeApi, Order, User};
use tokio::runtime::Handle;

pub struct Profile {
    pub user: User,
    pub orders: Vec<Order>,
}

pub async fn profile(api: &FakeApi, id: u32) -> Profile {
    Handle::current().block_on(async {
        let (user, orders) = tokio::join!(api.user(id), api.orders(id));
        Profile { user, orders }
    })
}

fn main() {}
