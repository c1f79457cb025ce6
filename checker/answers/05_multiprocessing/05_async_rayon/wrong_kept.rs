// refused: leaks — results are filed for ever, if nobody takes them

use std::any::Any;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{LazyLock, Mutex};
use tokio::sync::oneshot;

type Results = Mutex<HashMap<u64, Box<dyn Any + Send>>>;

static RESULTS: LazyLock<Results> = LazyLock::new(Results::default);
static NUMBERS: AtomicU64 = AtomicU64::new(0);

pub async fn on_rayon<T, F>(work: F) -> T
where
    T: Send + 'static,
    F: FnOnce() -> T + Send + 'static,
{
    let number = NUMBERS.fetch_add(1, Ordering::Relaxed);
    let (tell, told) = oneshot::channel();
    rayon::spawn(move || {
        let result = Box::new(work());
        RESULTS.lock().unwrap().insert(number, result);
        let _ = tell.send(());
    });
    told.await.unwrap();
    let result = RESULTS.lock().unwrap().remove(&number).unwrap();
    *result.downcast().unwrap()
}

fn main() {}
