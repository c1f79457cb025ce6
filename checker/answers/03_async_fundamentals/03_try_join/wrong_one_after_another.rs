// refused: not-concurrent — each check waits for the one before it

use lab::{Check, CheckFailed, FakeApi};

pub async fn check_order(api: &FakeApi) -> Result<(), CheckFailed> {
    api.check(Check::Stock).await?;
    api.check(Check::Payment).await?;
    api.check(Check::Address).await?;
    Ok(())
}

fn main() {}
