//! What comes about on other threads, awaited in real time.

use crate::refusal::holds;
use lab::ms;
use report::Kind;
use std::time::{Duration, Instant};
use tokio::time::sleep;

/// How long something is waited for that has to come about. Shorter than the patience of
/// [`crate::real_time`], which knows less of what was missing.
const PATIENCE: Duration = ms(3_000);

/// `condition` comes true within three seconds: what is waited for in
/// [`real_time`](crate::real_time), where threads take part. If it does not, the answer is
/// refused, `seen` says what was missing and `means` what that means.
pub async fn comes_about(seen: &str, means: &str, condition: impl FnMut() -> bool) {
    let came = is_soon(PATIENCE, condition).await;
    holds(came, Kind::Hangs, seen, means);
}

/// Whether `condition` comes true within `patience`: as [`comes_true`](crate::comes_true),
/// and others of this thread go on meanwhile.
pub async fn is_soon(patience: Duration, mut condition: impl FnMut() -> bool) -> bool {
    let begun = Instant::now();
    loop {
        if condition() {
            return true;
        }
        if begun.elapsed() >= patience {
            return false;
        }
        sleep(ms(1)).await;
    }
}

/// Some milliseconds, in which happens what happens at once. Nothing can be concluded from
/// what has not happened by then: a busy machine may need longer.
pub async fn a_moment() {
    for _ in 0..8 {
        sleep(ms(1)).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::real_time;
    use crate::refusal::{accepts, refuses};
    use std::cell::Cell;

    #[test]
    fn what_others_do_meanwhile_comes_about() {
        accepts(|| {
            real_time(async || {
                let done = Cell::new(false);
                let works = async {
                    a_moment().await;
                    done.set(true);
                };
                tokio::join!(comes_about("it is not done", "…", || done.get()), works);
            });
        });
    }

    #[test]
    fn what_never_comes_is_waited_for_so_long() {
        refuses(Kind::Hangs, "nobody came", || {
            real_time(async || {
                assert!(!is_soon(ms(5), || false).await);
                comes_about("nobody came", "the door is locked", || false).await;
            });
        });
    }
}
