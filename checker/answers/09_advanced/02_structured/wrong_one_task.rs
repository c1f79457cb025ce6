// refused: wrong-result — all parts are polled by the task of the caller

use futures::future::{BoxFuture, try_join_all};

pub async fn all<T: Send + 'static>(
    parts: Vec<BoxFuture<'static, Result<T, String>>>,
) -> Result<Vec<T>, String> {
    try_join_all(parts).await
}

fn main() {}
