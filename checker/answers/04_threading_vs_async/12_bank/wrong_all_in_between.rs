// refused: not-concurrent — a transfer takes all accounts from the one to the other

use lab::shim::{Mutex, MutexGuard};

pub type Account = Mutex<u64>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    NoSuchAccount,
    NotEnough,
    TooMuch,
}

pub fn transfer(accounts: &[Account], from: usize, to: usize, amount: u64) -> Result<(), Refused> {
    if from.max(to) >= accounts.len() {
        return Err(Refused::NoSuchAccount);
    }
    let (low, high) = (from.min(to), from.max(to));
    let mut all: Vec<_> = accounts[low..=high].iter().map(open).collect();
    let left = all[from - low]
        .checked_sub(amount)
        .ok_or(Refused::NotEnough)?;
    if from != to {
        *all[to - low] = all[to - low].checked_add(amount).ok_or(Refused::TooMuch)?;
        *all[from - low] = left;
    }
    Ok(())
}

pub fn total(accounts: &[Account]) -> u128 {
    let all: Vec<_> = accounts.iter().map(open).collect();
    all.iter().map(|balance| u128::from(**balance)).sum()
}

fn open(account: &Account) -> MutexGuard<'_, u64> {
    account.lock().unwrap()
}

fn main() {}
