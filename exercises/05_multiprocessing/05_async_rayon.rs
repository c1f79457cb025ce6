// The server of the shop draws the picture of an order when somebody asks for it.
// That only computes, for a second or so. Rayon spreads it over all cores, but
// whoever calls `par_iter` waits in that call until it is done. Here it would be the
// thread of the runtime, and every other visitor would wait with it.
//
// Rayon knows nothing of futures, and a runtime nothing of rayon. Between them goes
// a channel: a thread of the pool sends the result, and a task awaits it.
//
// https://docs.rs/rayon/latest/rayon/fn.spawn.html

use rayon::prelude::*;

/// Run `work` on a thread of a rayon pool, and return what it returns. `work` may
/// use `par_iter` and the like; it does not panic. All calls share one pool, such as
/// the global one; as far as it has threads, they work at the same time.
///
/// The thread of the runtime is free meanwhile. The future is polled again when the
/// result is there, and not before: it neither asks again and again, nor at times.
///
/// A future that is dropped half-way stops nobody: `work` goes on to its end, also if
/// it still waits for a thread. Then its result is dropped too, and nothing panics.
pub async fn on_rayon<T, F>(work: F) -> T
where
    T: Send + 'static,
    F: FnOnce() -> T + Send + 'static,
{
    // TODO: Hand the work to rayon, and await its result. What if nobody awaits it
    // any more when it is there?
    todo!()
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let lines: Vec<u64> = (0..8).collect();
    let dots = move || lines.par_iter().map(|line| line * line).sum::<u64>();
    println!("The picture has {} dots.", on_rayon(dots).await);
}

// These tests look at the result. A hidden test also looks at the threads, at what
// the runtime can do meanwhile, and at what becomes of work that nobody awaits.
#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_the_work_returns_is_returned() {
        assert_eq!(on_rayon(|| "a picture".to_owned()).await, "a picture");
    }

    #[tokio::test]
    async fn two_pictures_can_be_drawn_at_once() {
        let both = tokio::join!(on_rayon(|| 1), on_rayon(|| 2));
        assert_eq!(both, (1, 2));
    }
}
