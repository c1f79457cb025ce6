// accepted: both in one `FuturesUnordered`

use futures::future::BoxFuture;
use futures::stream::FuturesUnordered;
use futures::{FutureExt, StreamExt};
use lab::{FakeApi, Order, User};

pub struct Profile {
    pub user: User,
    pub orders: Vec<Order>,
}

enum Answer {
    User(User),
    Orders(Vec<Order>),
}

pub async fn profile(api: &FakeApi, id: u32) -> Profile {
    let mut waiting: FuturesUnordered<BoxFuture<'_, Answer>> = FuturesUnordered::new();
    waiting.push(async { Answer::User(api.user(id).await) }.boxed());
    waiting.push(async { Answer::Orders(api.orders(id).await) }.boxed());
    let (mut user, mut orders) = (None, None);
    while let Some(answer) = waiting.next().await {
        match answer {
            Answer::User(found) => user = Some(found),
            Answer::Orders(found) => orders = Some(found),
        }
    }
    Profile {
        user: user.unwrap(),
        orders: orders.unwrap(),
    }
}

fn main() {}
