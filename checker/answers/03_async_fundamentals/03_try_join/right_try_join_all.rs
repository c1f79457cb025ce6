// accepted: a list of checks and `try_join_all`

use futures::future::try_join_all;
use lab::{Check, CheckFailed, FakeApi};

const CHECKS: [Check; 3] = [Check::Stock, Check::Payment, Check::Address];

pub async fn check_order(api: &FakeApi) -> Result<(), CheckFailed> {
    try_join_all(CHECKS.map(|check| api.check(check))).await?;
    Ok(())
}

fn main() {}
