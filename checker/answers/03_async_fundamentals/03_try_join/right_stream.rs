// accepted: a stream that stops at the first error

use futures::{StreamExt, TryStreamExt, stream};
use lab::{Check, CheckFailed, FakeApi};

const CHECKS: [Check; 3] = [Check::Stock, Check::Payment, Check::Address];

pub async fn check_order(api: &FakeApi) -> Result<(), CheckFailed> {
    stream::iter(CHECKS.map(|check| api.check(check)))
        .buffer_unordered(CHECKS.len())
        .try_collect()
        .await
}

fn main() {}
