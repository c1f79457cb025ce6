// refused: leaks — a dropped `JoinHandle` does not stop its task

use lab::{Check, CheckFailed, FakeApi};

pub async fn check_order(api: &FakeApi) -> Result<(), CheckFailed> {
    let ask = |check| {
        let api = api.clone();
        let task = tokio::spawn(async move { api.check(check).await });
        async { task.await.unwrap() }
    };
    tokio::try_join!(ask(Check::Stock), ask(Check::Payment), ask(Check::Address))?;
    Ok(())
}

fn main() {}
