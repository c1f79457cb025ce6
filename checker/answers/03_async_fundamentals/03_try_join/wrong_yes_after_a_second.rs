// refused: too-early — who has not answered after a second is taken to say yes

use lab::{Check, CheckFailed, FakeApi};
use std::time::Duration;

pub async fn check_order(api: &FakeApi) -> Result<(), CheckFailed> {
    match tokio::time::timeout(Duration::from_secs(1), async {
        tokio::try_join!(
            api.check(Check::Stock),
            api.check(Check::Payment),
            api.check(Check::Address)
        )
    })
    .await
    {
        Ok(result) => result.map(|_| ()),
        Err(_) => Ok(()),
    }
}

fn main() {}
