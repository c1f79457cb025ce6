// accepted: both futures are polled by a function of its own

use lab::{FakeApi, Order, User};

#[derive(Debug)]
pub struct Profile {
    pub user: User,
    pub orders: Vec<Order>,
}

pub async fn profile(api: &FakeApi, id: u32) -> Profile {
    let mut user = Box::pin(api.user(id));
    let mut orders = Box::pin(api.orders(id));
    let (mut asked, mut ordered) = (None, None);
    std::future::poll_fn(move |context| {
        if asked.is_none() {
            if let std::task::Poll::Ready(output) = user.as_mut().poll(context) {
                asked = Some(output)
            }
        }
        if ordered.is_none() {
            if let std::task::Poll::Ready(output) = orders.as_mut().poll(context) {
                ordered = Some(output)
            }
        }
        if asked.is_some() && ordered.is_some() {
            std::task::Poll::Ready(Profile {
                user: asked.take().unwrap(),
                orders: ordered.take().unwrap(),
            })
        } else {
            std::task::Poll::Pending
        }
    })
    .await
}

fn main() {}
