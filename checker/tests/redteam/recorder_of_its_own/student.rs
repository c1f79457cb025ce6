use lab::{FakeApi, Recorder};

pub async fn both(api: &FakeApi, id: u32) -> (String, String) {
    let recorder = Recorder::new();
    let (user, orders) = (recorder.begin("user 7"), recorder.begin("orders 7"));
    let answers = (api.user(id).await.name, api.orders(id).await[0].item.clone());
    user.finish();
    orders.finish();
    answers
}

fn main() {}
