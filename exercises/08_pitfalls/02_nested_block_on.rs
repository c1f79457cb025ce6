// Since Monday, one of the rules by which the shop makes its prices asks a service. The
// trait of the rules is older than async, so the rule waits with `block_on`. And since
// Monday, who asks for a total gets an error 500, and the log says: "Cannot start a
// runtime from within a runtime".
//
// A thread that runs async code may not block: if it did, nobody would run what it waits
// for. `block_on` sees that and panics; all other ways to block do not see it, and hang.
//
// https://docs.rs/tokio/latest/tokio/runtime/struct.Handle.html#method.block_on

use lab::{FakeApi, ms};
use std::sync::Arc;
use tokio::runtime::Handle;

/// A rule that makes prices, and knows nothing of async.
pub trait Rule: Send + Sync + 'static {
    /// The price of this article in cents. The call may take long, blocks its thread
    /// meanwhile, and may wait for futures with `Handle::block_on`. It does not panic.
    fn price(&self, article: u32) -> u64;
}

/// Ask `rule` for the price of each of `articles`, once for each time that it comes, and
/// return the sum of the prices. No articles are no cents. (The calls may come one after
/// another, in any order, or at once.)
///
/// However long a call takes, the runtime goes on with all of its other tasks, also if it
/// has a single thread; and so does the task that waits with all that it does besides (as
/// in `join!`). Another total does not wait for this one. The task that waits is woken
/// when the prices are there, and does not look again and again. (If this is dropped, the
/// calls that are left may be made or not.)
pub async fn total(rule: Arc<dyn Rule>, articles: Vec<u32>) -> u64 {
    let mut sum = 0;
    for article in articles {
        // TODO: On which thread does a rule block here, and what else has that thread to
        // do? Where may it block, for as long as it likes?
        sum += rule.price(article);
    }
    sum
}

/// The rule that came on Monday: a service knows the pages, and a letter costs ten cents.
struct ByTheLetter {
    api: FakeApi,
    runtime: Handle,
}

impl Rule for ByTheLetter {
    fn price(&self, article: u32) -> u64 {
        let page = self.runtime.block_on(self.api.page(article));
        10 * page.len() as u64
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let rule = Arc::new(ByTheLetter {
        api: FakeApi::empty().with_page(7, "a cup", ms(50)),
        runtime: Handle::current(),
    });
    println!("It costs {} cents.", total(rule, vec![7, 7]).await);
}

// These tests have a rule that is old. A hidden test has rules that wait.
#[cfg(test)]
mod tests {
    use super::*;

    struct Double;

    impl Rule for Double {
        fn price(&self, article: u32) -> u64 {
            2 * u64::from(article)
        }
    }

    #[tokio::test]
    async fn prices_are_added_up() {
        assert_eq!(total(Arc::new(Double), vec![1, 20, 1]).await, 44);
    }
}
