// The shop serves hundreds of requests at once, and its log is one file. "Payment refused":
// whose? A line is worth something if it carries the number of its request. Functions deep
// down do not know that number, and nobody wants to hand it through all of them.
//
// A thread-local variable did this while each request had a thread. Here a thread has many
// tasks, and changes from one to another at every `.await`; and a task may go on where it
// has never been. What belongs to a task, or to a future, is set whenever that is polled.
//
// https://docs.rs/tokio/latest/tokio/task/struct.LocalKey.html

use tokio::task::JoinHandle;

// TODO: Where is the number kept, so that each future finds its own?
/// A line of the log: `request 7: paid` while request 7 is served, and `no request: paid`
/// where none is.
pub fn logged(text: &str) -> String {
    todo!("{text}, with a number")
}

/// Serves request `id`: does what `work` does. Whenever that is polled, and only in it,
/// lines carry `id`: after each `.await`, on whatever thread, and whoever else is served at
/// the same time. A task of its own that `work` starts with `tokio::spawn` is not in it, and
/// what `work` owns may be dropped with the number or without. A request that is served inside of another one has its own number; when it is
/// over, or was dropped, or has panicked, lines carry that of the outer one again.
pub async fn serve<F: Future>(id: u32, work: F) -> F::Output {
    // TODO: When is the number set, and when is another one?
    let _ = id;
    work.await
}

/// Starts a task as `tokio::spawn` does. It belongs to the request that starts it, if there
/// is one, also when that is over.
pub fn spawn_traced<F>(work: F) -> JoinHandle<F::Output>
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    // TODO: Who knows the number: whoever starts the task, or the task?
    tokio::spawn(work)
}

/// Calls `work` on a thread for calls that block, as tokio's `spawn_blocking` does. It
/// belongs to the request that starts it, if there is one, also when that is over.
pub fn spawn_blocking_traced<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> JoinHandle<T> {
    tokio::task::spawn_blocking(work)
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let order = async |text: &'static str| {
        println!("{}", logged(text));
        tokio::task::yield_now().await;
        let receipt = spawn_traced(async { println!("{}", logged("receipt printed")) });
        println!("{}", logged("paid"));
        receipt.await.expect("it prints");
    };
    tokio::join!(serve(7, order("tea")), serve(8, order("cake")));
}

// A hidden test has many requests at once, one inside of the other, and on many threads.
#[cfg(test)]
mod tests {
    use super::*;
    use tokio::task::yield_now;

    #[tokio::test]
    async fn requests_that_take_turns_keep_their_numbers() {
        let request = async || {
            yield_now().await;
            logged("paid")
        };
        let both = tokio::join!(serve(7, request()), serve(8, request()));
        assert_eq!(both, ("request 7: paid".into(), "request 8: paid".into()));
        assert_eq!(logged("closed"), "no request: closed");
    }

    #[tokio::test]
    async fn what_a_request_starts_belongs_to_it() {
        let task = serve(7, async { spawn_traced(async { logged("sent") }) }).await;
        assert_eq!(task.await.expect("no panic"), "request 7: sent");
    }
}
