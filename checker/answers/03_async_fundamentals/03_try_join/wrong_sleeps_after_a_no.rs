// refused: blocks-runtime — the thread sleeps before the no is returned

use lab::{Check, CheckFailed, FakeApi};
use std::time::Duration;

pub async fn check_order(api: &FakeApi) -> Result<(), CheckFailed> {
    let result = tokio::try_join!(
        api.check(Check::Stock),
        api.check(Check::Payment),
        api.check(Check::Address)
    );
    if result.is_err() {
        std::thread::sleep(Duration::from_millis(200));
    }
    result.map(|_| ())
}

fn main() {}
