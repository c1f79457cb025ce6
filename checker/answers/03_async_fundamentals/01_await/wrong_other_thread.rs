// refused: blocks-runtime — another thread waits, and this one waits for it

use lab::FakeApi;
use std::thread;
use tokio::runtime::Runtime;

pub async fn receipt(api: &FakeApi, id: u32) -> String {
    let name = name(api, id);
    let items = items(api, id);
    count_sale(api);
    format!("{name}: {items}")
}

fn name(api: &FakeApi, id: u32) -> String {
    ask(api.user(id)).name
}

fn items(api: &FakeApi, id: u32) -> String {
    let orders = ask(api.orders(id));
    let items: Vec<String> = orders.into_iter().map(|order| order.item).collect();
    items.join(", ")
}

fn count_sale(api: &FakeApi) {
    ask(api.page(1));
}

fn ask<F: Future<Output: Send> + Send>(question: F) -> F::Output {
    thread::scope(|scope| {
        let asked = scope.spawn(|| Runtime::new().unwrap().block_on(question));
        asked.join().unwrap()
    })
}

fn main() {}
