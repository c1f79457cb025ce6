// accepted: tasks in a `JoinSet`, which aborts them when it is dropped

use lab::{Check, CheckFailed, FakeApi};
use tokio::task::JoinSet;

const CHECKS: [Check; 3] = [Check::Stock, Check::Payment, Check::Address];

pub async fn check_order(api: &FakeApi) -> Result<(), CheckFailed> {
    let mut checks = JoinSet::new();
    for check in CHECKS {
        let api = api.clone();
        checks.spawn(async move { api.check(check).await });
    }
    while let Some(checked) = checks.join_next().await {
        checked.unwrap()?;
    }
    Ok(())
}

fn main() {}
