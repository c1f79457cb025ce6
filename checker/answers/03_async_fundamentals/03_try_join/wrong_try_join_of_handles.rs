// refused: late — `try_join!` looks at the errors of the tasks, not at those of the checks

use lab::{Check, CheckFailed, FakeApi};

pub async fn check_order(api: &FakeApi) -> Result<(), CheckFailed> {
    let ask = |check| {
        let api = api.clone();
        tokio::spawn(async move { api.check(check).await })
    };
    let (stock, payment, address) =
        tokio::try_join!(ask(Check::Stock), ask(Check::Payment), ask(Check::Address)).unwrap();
    stock.and(payment).and(address)
}

fn main() {}
