// refused: wrong-result — the right moment, and the error of another check

use lab::{Check, CheckFailed, FakeApi};

pub async fn check_order(api: &FakeApi) -> Result<(), CheckFailed> {
    let result = tokio::try_join!(
        api.check(Check::Stock),
        api.check(Check::Payment),
        api.check(Check::Address),
    );
    result.map(drop).map_err(|_| CheckFailed(Check::Stock))
}

fn main() {}
