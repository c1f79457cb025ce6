// refused: late — `join!` waits for all of them before anybody looks

use lab::{Check, CheckFailed, FakeApi};

pub async fn check_order(api: &FakeApi) -> Result<(), CheckFailed> {
    let (stock, payment, address) = tokio::join!(
        api.check(Check::Stock),
        api.check(Check::Payment),
        api.check(Check::Address),
    );
    stock?;
    payment?;
    address
}

fn main() {}
