// accepted: the `try_join!` of the futures crate

use lab::{Check, CheckFailed, FakeApi};

pub async fn check_order(api: &FakeApi) -> Result<(), CheckFailed> {
    futures::try_join!(
        api.check(Check::Address),
        api.check(Check::Payment),
        api.check(Check::Stock),
    )?;
    Ok(())
}

fn main() {}
