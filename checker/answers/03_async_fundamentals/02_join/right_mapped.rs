// accepted: a plain function that returns a future

use futures::FutureExt;
use futures::future::join;
use lab::{FakeApi, Order, User};

pub struct Profile {
    pub user: User,
    pub orders: Vec<Order>,
}

pub fn profile(api: &FakeApi, id: u32) -> impl Future<Output = Profile> {
    join(api.user(id), api.orders(id)).map(|(user, orders)| Profile { user, orders })
}

fn main() {}
