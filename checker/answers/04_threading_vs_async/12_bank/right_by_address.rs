// accepted: the account that lies first in memory is taken first

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
    if std::ptr::eq(source, target) {
        let balance = open(source);
        return match balance.checked_sub(amount) {
            Some(_) => Ok(()),
            None => Err(Refused::NotEnough),
        };
    }
    let (mut source, mut target) = if std::ptr::from_ref(source) < std::ptr::from_ref(target) {
        let source = open(source);
        (source, open(target))
    } else {
        let target = open(target);
        (open(source), target)
    };
    let left = source.checked_sub(amount).ok_or(Refused::NotEnough)?;
    let sum = target.checked_add(amount).ok_or(Refused::TooMuch)?;
    (*source, *target) = (left, sum);
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
