// Waiting at the same time. A page shows who a customer is and what they ordered. The shop
// answers the two questions separately, and both are asked on one thread, twice: first
// each `.await` waits for its answer before the next question is asked; then `join!` polls
// both futures in turn, so both answers are under way, and the slower one alone decides.
// There is no second thread: whoever waits for an answer steps aside.
//
// `workbook demo 3` draws it while it runs. Change something, and run it again.

use lab::{demo, ms};
use std::time::Instant;

async fn user() -> &'static str {
    demo::fetch("user", ms(500)).await;
    "Ada"
}

async fn orders() -> [&'static str; 2] {
    demo::fetch("orders", ms(300)).await;
    ["tea", "cups"]
}

async fn one_after_another() {
    let user = user().await;
    let orders = orders().await;
    println!("{user} ordered {orders:?}.");
}

async fn at_the_same_time() {
    let (user, orders) = tokio::join!(user(), orders());
    println!("{user} ordered {orders:?}.");
}

#[tokio::main(flavor = "current_thread")]
pub async fn main() {
    let start = Instant::now();
    one_after_another().await;
    println!("One after another it took {:.1?}.", start.elapsed());

    let start = Instant::now();
    at_the_same_time().await;
    println!("At the same time it took {:.1?}.", start.elapsed());
}
