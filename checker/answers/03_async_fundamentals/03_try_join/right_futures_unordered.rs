// accepted: futures in the order in which they are ready

use futures::StreamExt;
use futures::stream::FuturesUnordered;
use lab::{Check, CheckFailed, FakeApi};

const CHECKS: [Check; 3] = [Check::Stock, Check::Payment, Check::Address];

pub async fn check_order(api: &FakeApi) -> Result<(), CheckFailed> {
    let mut checks: FuturesUnordered<_> =
        CHECKS.map(|check| api.check(check)).into_iter().collect();
    while let Some(checked) = checks.next().await {
        checked?;
    }
    Ok(())
}

fn main() {}
