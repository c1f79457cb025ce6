// refused: wrong-result — money is taken, and added when the first lock is free again

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
    {
        let mut source = open(source);
        *source = source.checked_sub(amount).ok_or(Refused::NotEnough)?;
    }
    let mut target = open(target);
    match target.checked_add(amount) {
        Some(sum) => *target = sum,
        None => {
            drop(target);
            *open(source) += amount;
            return Err(Refused::TooMuch);
        }
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
