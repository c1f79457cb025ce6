// What do I hold here? Three customers ask for the price of tea. The price list is behind a
// lock, and each of them also has to ask the bank for today's rate. In the first version the
// guard lives until the end of the function, so the lock is held across the `.await`: the
// customers wait for the bank one after another, though it would answer all of them at once.
// The second version copies what it needs, drops the guard, and waits with empty hands.
//
// `workbook demo 8` draws it while it runs. Change something, and run it again.

use lab::{demo, ms};
use std::time::Instant;
use tokio::sync::Mutex;

type Prices = Mutex<u32>;

async fn rate(customer: u32) -> u32 {
    demo::fetch(&format!("rate for {customer}"), ms(300)).await;
    2
}

/// The guard is dropped at the end of the function.
async fn holds_the_lock(prices: &Prices, customer: u32) -> u32 {
    let price = prices.lock().await;
    *price * rate(customer).await
}

/// The guard is dropped at the end of the first line.
async fn holds_nothing(prices: &Prices, customer: u32) -> u32 {
    let price = *prices.lock().await;
    price * rate(customer).await
}

#[tokio::main(flavor = "current_thread")]
pub async fn main() {
    let prices = Mutex::new(4);

    let start = Instant::now();
    let ask = |customer| holds_the_lock(&prices, customer);
    let paid = tokio::join!(ask(1), ask(2), ask(3));
    println!("With the lock held: {paid:?} in {:.1?}.", start.elapsed());

    let start = Instant::now();
    let ask = |customer| holds_nothing(&prices, customer);
    let paid = tokio::join!(ask(1), ask(2), ask(3));
    println!("With empty hands: {paid:?} in {:.1?}.", start.elapsed());
}
