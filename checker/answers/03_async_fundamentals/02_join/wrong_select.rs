// refused: not-concurrent — `select!` drops the slower request, which starts again when the other is over

use lab::{FakeApi, Order, User};

pub struct Profile {
    pub user: User,
    pub orders: Vec<Order>,
}

pub async fn profile(api: &FakeApi, id: u32) -> Profile {
    tokio::select! {
        user = api.user(id) => {
            let orders = api.orders(id).await;
            Profile { user, orders }
        }
        orders = api.orders(id) => {
            let user = api.user(id).await;
            Profile { user, orders }
        }
    }
}

fn main() {}
