// refused: wrong-result — whoever says no, the payment is blamed

use lab::{Check, CheckFailed, FakeApi};

pub async fn check_order(api: &FakeApi) -> Result<(), CheckFailed> {
    tokio::try_join!(
        api.check(Check::Stock),
        api.check(Check::Payment),
        api.check(Check::Address)
    )
    .map_err(|_| CheckFailed(Check::Payment))?;
    Ok(())
}

fn main() {}
