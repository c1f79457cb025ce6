// accepted: `select!` on futures that are kept, so nothing is dropped

use lab::{FakeApi, Order, User};

pub struct Profile {
    pub user: User,
    pub orders: Vec<Order>,
}

pub async fn profile(api: &FakeApi, id: u32) -> Profile {
    let user = api.user(id);
    let orders = api.orders(id);
    tokio::pin!(user, orders);
    tokio::select! {
        user = &mut user => Profile { user, orders: orders.await },
        orders = &mut orders => Profile { user: user.await, orders },
    }
}

fn main() {}
