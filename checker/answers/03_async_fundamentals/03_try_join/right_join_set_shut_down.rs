// accepted: the tasks are aborted and waited for

use lab::{Check, CheckFailed, FakeApi};
use tokio::task::JoinSet;

const CHECKS: [Check; 3] = [Check::Stock, Check::Payment, Check::Address];

pub async fn check_order(api: &FakeApi) -> Result<(), CheckFailed> {
    let mut checks: JoinSet<_> = CHECKS
        .into_iter()
        .map(|check| {
            let api = api.clone();
            async move { api.check(check).await }
        })
        .collect();
    while let Some(checked) = checks.join_next().await {
        if let Ok(Err(no)) = checked {
            checks.shutdown().await;
            return Err(no);
        }
    }
    Ok(())
}

fn main() {}
