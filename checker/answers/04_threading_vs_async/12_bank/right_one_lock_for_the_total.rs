// accepted: who adds up keeps others who add up away

use lab::shim::{Mutex, MutexGuard};

pub type Account = Mutex<u64>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    NoSuchAccount,
    NotEnough,
    TooMuch,
}

static ADDING_UP: Mutex<()> = Mutex::new(());

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
    let left = source.checked_sub(amount).ok_or(Refused::NotEnough)?;
    let sum = target.checked_add(amount).ok_or(Refused::TooMuch)?;
    (*source, *target) = (left, sum);
    Ok(())
}

pub fn total(accounts: &[Account]) -> u128 {
    let _alone = ADDING_UP.lock().unwrap();
    let mut all = Vec::new();
    for account in accounts {
        all.push(open(account));
    }
    let mut sum = 0;
    for balance in &all {
        sum += u128::from(**balance);
    }
    sum
}

fn open(account: &Account) -> MutexGuard<'_, u64> {
    account.lock().unwrap()
}

fn main() {}
