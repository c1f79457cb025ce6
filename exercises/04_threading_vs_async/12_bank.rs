// A bank keeps each account behind a lock of its own, so that customers who have nothing
// to do with each other never wait for each other. A transfer changes two accounts. Who
// takes one lock at a time leaves a moment in which the money is nowhere: a *race*. Who
// takes two in the order in which the customer names them waits for somebody who does the
// same the other way round: a *deadlock*. And who takes one large lock for everything has
// neither, and a bank that serves one customer at a time.
//
// When the answer is judged, threads come to the locks in every order that matters, and
// somebody looks at all accounts in between.
//
// https://doc.rust-lang.org/book/ch16-03-shared-state.html (offline: `rustup doc
// --book`, chapter 16.3)

use lab::shim::Mutex;

/// What an account holds, in cents.
pub type Account = Mutex<u64>;

/// Why there was no transfer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// One of the two accounts does not exist.
    NoSuchAccount,
    /// The account holds less than that.
    NotEnough,
    /// The other account would hold more than a `u64` can say.
    TooMuch,
}

/// Move `amount` from the account `from` to the account `to`. Both are numbers of
/// `accounts`, beginning with 0.
///
/// Any number of threads call this and [`total`] at the same time, in all directions, and
/// nobody waits for ever. Money is never on its way: who holds the locks of all accounts
/// finds each transfer either done or not begun. (Who else takes them never waits for one
/// while it holds another.) A transfer waits for its own two accounts alone: one between
/// other accounts goes on, whatever this one holds or waits for. Who waits for a lock sleeps,
/// however long that lasts, and no other thread looks at times in its place. To give a lock
/// back and begin anew is allowed. An amount can be 0, and an account can be both: then
/// nothing moves.
///
/// # Errors
///
/// Nothing has changed then. [`Refused::NoSuchAccount`] comes first, whatever the amount is;
/// then [`Refused::NotEnough`], also where an account is both; then [`Refused::TooMuch`].
pub fn transfer(accounts: &[Account], from: usize, to: usize, amount: u64) -> Result<(), Refused> {
    // TODO: Which accounts are these? Take what you need, look, and only then move money.
    // In which order do you take two locks, and what if there is only one?
    todo!()
}

/// What all accounts hold together at one moment, with no transfer half counted. It may be
/// more than a `u64` can say. Transfers may wait for it meanwhile.
pub fn total(accounts: &[Account]) -> u128 {
    // TODO: Add up all accounts. What may happen between your look at the first one and
    // your look at the last?
    todo!()
}

fn main() {
    let accounts = [10_000, 5_000, 0].map(Mutex::new);
    std::thread::scope(|scope| {
        for (from, to, amount) in [(0, 1, 2_500), (1, 0, 500), (2, 0, 1), (0, 7, 1)] {
            let accounts = &accounts;
            scope.spawn(move || {
                let outcome = transfer(accounts, from, to, amount);
                println!("{amount} from {from} to {to}: {outcome:?}");
            });
        }
    });
    println!("{} in all", total(&accounts));
}

// These tests look at what is on the accounts. A hidden test also looks at what can be
// seen while money moves, who waits for whom, and what nobody has to wait for.
#[cfg(test)]
mod tests {
    use super::*;

    fn balances(accounts: &[Account]) -> Vec<u64> {
        let balance = |account: &Account| *account.lock().unwrap();
        accounts.iter().map(balance).collect()
    }

    #[test]
    fn money_moves_and_the_total_stays() {
        let accounts = [30, 20, 0].map(Mutex::new);
        assert_eq!(transfer(&accounts, 0, 2, 10), Ok(()));
        assert_eq!(transfer(&accounts, 1, 0, 20), Ok(()));
        assert_eq!(balances(&accounts), [40, 0, 10]);
        assert_eq!(total(&accounts), 50);
    }

    #[test]
    fn what_is_refused_changes_nothing() {
        let accounts = [30, u64::MAX].map(Mutex::new);
        assert_eq!(transfer(&accounts, 0, 1, 31), Err(Refused::NotEnough));
        assert_eq!(transfer(&accounts, 0, 1, 30), Err(Refused::TooMuch));
        assert_eq!(transfer(&accounts, 0, 2, 31), Err(Refused::NoSuchAccount));
        assert_eq!(balances(&accounts), [30, u64::MAX]);
    }

    #[test]
    fn an_account_can_be_both() {
        let accounts = [30].map(Mutex::new);
        assert_eq!(transfer(&accounts, 0, 0, 30), Ok(()));
        assert_eq!(balances(&accounts), [30]);
    }
}
