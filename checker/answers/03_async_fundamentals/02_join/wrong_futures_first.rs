// refused: not-concurrent — both futures exist, but the second is not polled before the first is ready

use lab::{FakeApi, Order, User};

pub struct Profile {
    pub user: User,
    pub orders: Vec<Order>,
}

pub async fn profile(api: &FakeApi, id: u32) -> Profile {
    let user = api.user(id);
    let orders = api.orders(id);
    Profile {
        user: user.await,
        orders: orders.await,
    }
}

fn main() {}
