// accepted: an amount of 0 takes no lock

use lab::shim::Mutex;

pub type Account = Mutex<u64>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// One of the two accounts does not exist.
    NoSuchAccount,
    /// The account holds less than that.
    NotEnough,
    /// The other account would hold more than a `u64` can say.
    TooMuch,
}

pub fn transfer(accounts: &[Account], from: usize, to: usize, amount: u64) -> Result<(), Refused> {
    let (Some(source), Some(target)) = (accounts.get(from), accounts.get(to)) else {
        return Err(Refused::NoSuchAccount);
    };
    if amount == 0 {
        return Ok(());
    }
    if from == to {
        let balance = *source.lock().unwrap();
        return match balance < amount {
            true => Err(Refused::NotEnough),
            false => Ok(()),
        };
    }
    let (mut source, mut target) = if from < to {
        let source = source.lock().unwrap();
        (source, target.lock().unwrap())
    } else {
        let target = target.lock().unwrap();
        (source.lock().unwrap(), target)
    };
    let left = source.checked_sub(amount).ok_or(Refused::NotEnough)?;
    let sum = target.checked_add(amount).ok_or(Refused::TooMuch)?;
    *source = left;
    *target = sum;
    Ok(())
}

pub fn total(accounts: &[Account]) -> u128 {
    let mut sum = 0;
    let mut held = Vec::with_capacity(accounts.len());
    for account in accounts {
        let balance = account.lock().unwrap();
        sum += u128::from(*balance);
        held.push(balance);
    }
    sum
}

fn main() {}
