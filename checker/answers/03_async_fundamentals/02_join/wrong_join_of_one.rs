// refused: not-concurrent — `join!` gets a future that asks one after another

use lab::{FakeApi, Order, User};

pub struct Profile {
    pub user: User,
    pub orders: Vec<Order>,
}

pub async fn profile(api: &FakeApi, id: u32) -> Profile {
    let (profile,) = tokio::join!(async {
        let user = api.user(id).await;
        let orders = api.orders(id).await;
        Profile { user, orders }
    });
    profile
}

fn main() {}
