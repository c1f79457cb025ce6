// An order is made of parts: the payment, the parcel, the invoice. Each is a task, and they
// run at the same time. When the payment fails, nobody needs the others any more, so they
// are aborted, and the customer is told that nothing has happened. A second later the
// parcel label comes out of the printer. `abort` is a request: the task is gone when it has
// been polled once more or dropped, with all that it owns. A scope that returns before that
// is no scope. Threads have one that keeps this promise, `std::thread::scope`; for tasks you
// write it.
//
// https://docs.rs/tokio/latest/tokio/task/struct.JoinSet.html

use futures::FutureExt;
use futures::future::BoxFuture;
use std::time::Duration;

/// Runs each of `parts` as a task of its own, all of them at the same time, and returns what
/// they return, in the order of `parts`. If there are none, that is an empty vector.
///
/// When one fails, the others are aborted at once, and when all of them are gone, with all
/// that they own, however long that takes, its error is returned. When one panics, the same
/// is done, and then its panic goes on here. The first one to fail or to panic counts, even
/// if others do so before this is polled again, or while they are dropped.
///
/// Nothing outlives a call that has returned. If this future is dropped, all tasks are
/// aborted too.
pub async fn all<T: Send + 'static>(
    parts: Vec<BoxFuture<'static, Result<T, String>>>,
) -> Result<Vec<T>, String> {
    // TODO: Who keeps the tasks, so that nobody is forgotten if this is dropped?
    // TODO: How do you learn that an aborted task is gone?
    drop(parts);
    todo!("leave nothing behind")
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    struct Label;
    impl Drop for Label {
        fn drop(&mut self) {
            println!("the label is thrown away");
        }
    }
    let parcel = async {
        let _label = Label;
        tokio::time::sleep(Duration::from_secs(3)).await;
        Ok("a parcel")
    };
    let payment = async {
        tokio::time::sleep(Duration::from_millis(20)).await;
        Err("no money".to_owned())
    };
    println!("{:?}", all(vec![parcel.boxed(), payment.boxed()]).await);
}

// A hidden test looks at what is left when it returns.
#[cfg(test)]
mod tests {
    use super::*;
    use lab::ms;
    use std::sync::Arc;
    use tokio::time::{Instant, sleep};

    #[tokio::test(start_paused = true)]
    async fn results_come_in_order_and_in_the_time_of_the_slowest() {
        let start = Instant::now();
        let part = |time| {
            async move {
                sleep(ms(time)).await;
                Ok(time)
            }
            .boxed()
        };
        assert_eq!(
            all([30, 50, 10].map(part).into()).await,
            Ok(vec![30, 50, 10])
        );
        assert_eq!(start.elapsed(), ms(50));
    }

    #[tokio::test(start_paused = true)]
    async fn after_an_error_nothing_is_left() {
        let (owned, start) = (Arc::new(()), Instant::now());
        let kept = Arc::clone(&owned);
        let parcel = async move {
            sleep(ms(3_000)).await;
            drop(kept);
            Ok(())
        };
        let payment = async { Err("no money".to_owned()) };
        let ended = all(vec![parcel.boxed(), payment.boxed()]).await;
        assert_eq!(ended, Err("no money".to_owned()));
        assert_eq!((Arc::strong_count(&owned), start.elapsed()), (1, ms(0)));
    }
}
