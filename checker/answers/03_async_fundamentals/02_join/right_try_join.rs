// accepted: `try_join!` of requests that cannot fail

use lab::{FakeApi, Order, User};
use std::convert::Infallible;

pub struct Profile {
    pub user: User,
    pub orders: Vec<Order>,
}

pub async fn profile(api: &FakeApi, id: u32) -> Profile {
    let user = async { Ok::<_, Infallible>(api.user(id).await) };
    let orders = async { Ok(api.orders(id).await) };
    let Ok((user, orders)) = tokio::try_join!(user, orders);
    Profile { user, orders }
}

fn main() {}
