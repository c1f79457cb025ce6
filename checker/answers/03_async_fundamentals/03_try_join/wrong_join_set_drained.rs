// refused: late — the set is emptied before the error is returned

use lab::{Check, CheckFailed, FakeApi};
use tokio::task::JoinSet;

const CHECKS: [Check; 3] = [Check::Stock, Check::Payment, Check::Address];

pub async fn check_order(api: &FakeApi) -> Result<(), CheckFailed> {
    let mut checks = JoinSet::new();
    for check in CHECKS {
        let api = api.clone();
        checks.spawn(async move { api.check(check).await });
    }
    let mut result = Ok(());
    while let Some(checked) = checks.join_next().await {
        result = result.and(checked.unwrap());
    }
    result
}

fn main() {}
