// refused: leaks — another task stops the checks, some time after the return

use lab::{Check, CheckFailed, FakeApi};

pub async fn check_order(api: &FakeApi) -> Result<(), CheckFailed> {
    let tasks: Vec<_> = [Check::Stock, Check::Payment, Check::Address]
        .into_iter()
        .map(|check| {
            let api = api.clone();
            tokio::spawn(async move { api.check(check).await })
        })
        .collect();
    let stops: Vec<_> = tasks.iter().map(|task| task.abort_handle()).collect();
    let result =
        futures::future::try_join_all(tasks.into_iter().map(|task| async { task.await.unwrap() }))
            .await;
    if result.is_err() {
        tokio::spawn(async move {
            for _ in 0..3 {
                tokio::task::yield_now().await;
            }
            for stop in stops {
                stop.abort();
            }
        });
    }
    result.map(|_| ())
}

fn main() {}
