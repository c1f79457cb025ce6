// refused: late — the payment is looked at only when the stock is known

use lab::{Check, CheckFailed, FakeApi};

const CHECKS: [Check; 3] = [Check::Stock, Check::Payment, Check::Address];

pub async fn check_order(api: &FakeApi) -> Result<(), CheckFailed> {
    let mut tasks = Vec::new();
    for check in CHECKS {
        let api = api.clone();
        tasks.push(tokio::spawn(async move { api.check(check).await }));
    }
    for task in tasks {
        task.await.unwrap()?;
    }
    Ok(())
}

fn main() {}
