// refused: panicked — nobody asks whether the other account can take it

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
    let (mut source, mut target) = if from < to {
        let source = open(source);
        (source, open(target))
    } else {
        let target = open(target);
        (open(source), target)
    };
    *source = source.checked_sub(amount).ok_or(Refused::NotEnough)?;
    *target += amount;
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
