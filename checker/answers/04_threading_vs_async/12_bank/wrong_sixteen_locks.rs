// refused: not-concurrent — a few locks beside the accounts, which accounts of other banks share

use lab::shim::{Mutex, MutexGuard};

pub type Account = Mutex<u64>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    NoSuchAccount,
    NotEnough,
    TooMuch,
}

static STRIPES: [Mutex<()>; 4] = [const { Mutex::new(()) }; 4];

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
    let _low = STRIPES[from.min(to) % 4].lock().unwrap();
    let _high = match from % 4 == to % 4 {
        true => None,
        false => Some(STRIPES[from.max(to) % 4].lock().unwrap()),
    };
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
    let all: Vec<_> = accounts.iter().map(open).collect();
    all.iter().map(|balance| u128::from(**balance)).sum()
}

fn open(account: &Account) -> MutexGuard<'_, u64> {
    account.lock().unwrap()
}

fn main() {}
