// accepted: tasks that are aborted by hand

use futures::StreamExt;
use futures::stream::FuturesUnordered;
use lab::{Check, CheckFailed, FakeApi};

const CHECKS: [Check; 3] = [Check::Stock, Check::Payment, Check::Address];

pub async fn check_order(api: &FakeApi) -> Result<(), CheckFailed> {
    let mut waiting = FuturesUnordered::new();
    let mut aborts = Vec::new();
    for check in CHECKS {
        let api = api.clone();
        let task = tokio::spawn(async move { api.check(check).await });
        aborts.push(task.abort_handle());
        waiting.push(task);
    }
    while let Some(checked) = waiting.next().await {
        if let Err(no) = checked.unwrap() {
            aborts.iter().for_each(|task| task.abort());
            return Err(no);
        }
    }
    Ok(())
}

fn main() {}
