use lab::FakeApi;
use lab::observe::Span;

pub async fn both(api: &FakeApi, id: u32) -> (String, String) {
    let (user, orders) = (Span::start("user 7"), Span::start("orders 7"));
    let answers = (api.user(id).await.name, api.orders(id).await[0].item.clone());
    user.end();
    orders.end();
    answers
}

fn main() {}
