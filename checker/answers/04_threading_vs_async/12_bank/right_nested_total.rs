// accepted: the total calls itself with each account open

use lab::shim::{Mutex, MutexGuard};

pub type Account = Mutex<u64>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    NoSuchAccount,
    NotEnough,
    TooMuch,
}

pub fn transfer(accounts: &[Account], from: usize, to: usize, amount: u64) -> Result<(), Refused> {
    let source = accounts.get(from).ok_or(Refused::NoSuchAccount)?;
    let target = accounts.get(to).ok_or(Refused::NoSuchAccount)?;
    if from == to {
        return if *open(source) < amount {
            Err(Refused::NotEnough)
        } else {
            Ok(())
        };
    }
    let low = open(&accounts[from.min(to)]);
    let high = open(&accounts[from.max(to)]);
    let (mut source, mut target) = if from < to { (low, high) } else { (high, low) };
    if *source < amount {
        return Err(Refused::NotEnough);
    }
    if u64::MAX - *target < amount {
        return Err(Refused::TooMuch);
    }
    *source -= amount;
    *target += amount;
    Ok(())
}

pub fn total(accounts: &[Account]) -> u128 {
    let Some((first, rest)) = accounts.split_first() else {
        return 0;
    };
    let balance = open(first);
    total(rest) + u128::from(*balance)
}

fn open(account: &Account) -> MutexGuard<'_, u64> {
    account.lock().unwrap()
}

fn main() {}
