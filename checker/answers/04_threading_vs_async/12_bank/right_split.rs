// accepted: the two accounts are borrowed in the order of their numbers

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
    if from == to {
        let balance = open(&accounts[from]);
        return if amount <= *balance {
            Ok(())
        } else {
            Err(Refused::NotEnough)
        };
    }
    let mut pair = [from, to];
    pair.sort();
    let [mut low, mut high] = pair.map(|number| open(&accounts[number]));
    let (source, target) = match from == pair[0] {
        true => (&mut low, &mut high),
        false => (&mut high, &mut low),
    };
    let left = source.checked_sub(amount).ok_or(Refused::NotEnough)?;
    **target = target.checked_add(amount).ok_or(Refused::TooMuch)?;
    **source = left;
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
