// refused: too-early — the first answer is taken, also when it is a yes

use lab::{Check, CheckFailed, FakeApi};

pub async fn check_order(api: &FakeApi) -> Result<(), CheckFailed> {
    tokio::select! {
        stock = api.check(Check::Stock) => stock,
        payment = api.check(Check::Payment) => payment,
        address = api.check(Check::Address) => address,
    }
}

fn main() {}
