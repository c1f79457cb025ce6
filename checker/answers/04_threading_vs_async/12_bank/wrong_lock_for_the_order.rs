// refused: not-concurrent — one lock while both are taken: who waits for an account keeps all others from theirs

use lab::shim::{Mutex, MutexGuard};

pub type Account = Mutex<u64>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    NoSuchAccount,
    NotEnough,
    TooMuch,
}

static ORDER: Mutex<()> = Mutex::new(());

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
    let order = ORDER.lock().unwrap();
    let mut source = open(source);
    let mut target = open(target);
    drop(order);
    let left = source.checked_sub(amount).ok_or(Refused::NotEnough)?;
    let sum = target.checked_add(amount).ok_or(Refused::TooMuch)?;
    (*source, *target) = (left, sum);
    Ok(())
}

pub fn total(accounts: &[Account]) -> u128 {
    let _order = ORDER.lock().unwrap();
    let all: Vec<_> = accounts.iter().map(open).collect();
    all.iter().map(|balance| u128::from(**balance)).sum()
}

fn open(account: &Account) -> MutexGuard<'_, u64> {
    account.lock().unwrap()
}

fn main() {}
