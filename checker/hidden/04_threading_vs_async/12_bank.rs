//! `transfer` loses nothing, waits for two accounts alone, and never for ever.

// no promise: "What an account holds, in cents." It says what the type is.
// no promise: "Why there was no transfer." It says what the type is.
// no promise: "Both are numbers of `accounts`, beginning with 0." It says what the numbers are; the tests go by it.
// no promise: "Who else takes them never waits for one while it holds another." The tests keep to it.
// no promise: "To give a lock back and begin anew is allowed." It allows, and asks for nothing.
// no promise: "Transfers may wait for it meanwhile." It allows, and asks for nothing.

use exercise::{Account, Refused, total, transfer};
use lab::ms;
use lab::shim::{Mutex, MutexGuard};
use proof::prelude::*;
use proof::{Background, comes_true};
use std::cell::Cell;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, PoisonError};

proof::main!(
    one_transfer_moves_the_money,
    money_goes_in_both_directions_at_once,
    money_goes_round_in_a_circle,
    the_last_money_is_spent_once,
    who_holds_all_accounts_finds_all_the_money,
    the_total_is_that_of_one_moment,
    an_account_can_be_both,
    so_it_can_while_others_want_it,
    transfers_that_share_no_account_go_on,
    one_that_waits_keeps_nobody_else,
    who_waits_sleeps_until_the_account_is_there,
    who_adds_up_waits_for_every_account,
    what_is_refused_changes_nothing,
    an_account_can_be_full_to_the_last_cent,
    a_total_can_be_more_than_an_account_holds,
    many_transfers_leave_what_each_account_should_have,
    two_banks_have_nothing_to_do_with_each_other,
);

fn bank(balances: &[u64]) -> Vec<Account> {
    let account =
        |(number, balance): (usize, &u64)| Mutex::named(&format!("account {number}"), *balance);
    balances.iter().enumerate().map(account).collect()
}

fn open(account: &Account) -> MutexGuard<'_, u64> {
    account.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Each account is free again, and holds this.
fn hold(accounts: &[Account], balances: &[u64]) {
    let locked = accounts
        .iter()
        .filter(|account| account.try_lock().is_err());
    let locked = locked.count();
    equal("the number of accounts that are still locked", locked, 0);
    let found: Vec<u64> = accounts.iter().map(|account| *open(account)).collect();
    equal("the list of balances", found, balances);
}

/// As many accounts as nobody would have a lock for beside their own.
const MANY: usize = 40;

type Move = (usize, usize, u64);

fn moved(accounts: &[Account], (from, to, amount): Move) -> Written {
    match transfer(accounts, from, to, amount) {
        Ok(()) => written("Ok(())"),
        Err(Refused::NoSuchAccount) => written("Err(NoSuchAccount)"),
        Err(Refused::NotEnough) => written("Err(NotEnough)"),
        Err(Refused::TooMuch) => written("Err(TooMuch)"),
    }
}

fn done() -> Written {
    written("Ok(())")
}

/// Some money.
fn some() -> u64 {
    number(2..90)
}

/// All of these at the same time, in whatever order they come to the locks.
fn all_at_once(balances: &[u64], moves: &[Move], after: &[u64]) {
    promise("in all directions, and nobody waits for ever");
    if_it_hangs("a deadlock: each waits for an account that is only free when the waiting is over");
    let transfers = Interleavings::of(moves.len()).named("transfer");
    transfers.who_waits_sleeps().each(
        || bank(balances),
        |accounts, who| moved(accounts, moves[who]),
        |accounts, got| {
            let refused: Vec<_> = got.into_iter().filter(|one| *one != done()).collect();
            equal("what refused transfers returned", refused, Vec::new());
            hold(accounts, after);
        },
    );
}

fn one_transfer_moves_the_money() {
    promise("Move `amount` from the account `from` to the account `to`.");
    let (one, other, amount) = (some() + 90, some(), some());
    for (from, to) in [(0, 1), (1, 0)] {
        let accounts = bank(&[one, one]);
        *open(&accounts[to]) = other;
        let got = within(ms(2_500), "transfer", || {
            moved(&accounts, (from, to, amount))
        });
        equal("what the transfer returned", got, done());
        let mut wanted = [one - amount; 2];
        wanted[to] = other + amount;
        hold(&accounts, &wanted);
    }
}

fn money_goes_in_both_directions_at_once() {
    let (a, b) = (some(), some());
    all_at_once(
        &[100, 100],
        &[(0, 1, a), (1, 0, b)],
        &[100 - a + b, 100 - b + a],
    );
}

fn money_goes_round_in_a_circle() {
    let (a, b, c) = (some(), some(), some());
    let after = [100 - a + c, 100 - b + a, 100 - c + b];
    all_at_once(&[100; 3], &[(0, 1, a), (1, 2, b), (2, 0, c)], &after);
}

fn the_last_money_is_spent_once() {
    promise("The account holds less than that.");
    look_at("an account is looked at and then changed: who may have come in between?");
    let rest = some();
    let amount = rest + number(1..9);
    Interleavings::of(2).named("transfer").each(
        || bank(&[rest + amount, 0, 0]),
        |accounts, who| moved(accounts, (0, who + 1, amount)),
        |accounts, mut got| {
            let first = got[0] == done();
            got.sort_by_key(|outcome| *outcome != done());
            let wanted = [done(), written("Err(NotEnough)")];
            equal("what the transfers returned", got, wanted);
            let spent = |here| if here { amount } else { 0 };
            hold(accounts, &[rest, spent(first), spent(!first)]);
        },
    );
}

/// What somebody finds who has all accounts at once. Who does not get one of them at
/// once gives up, and so never makes a circle.
fn found(accounts: &[Account]) -> Option<u128> {
    let all: Option<Vec<_>> = accounts
        .iter()
        .map(|account| account.try_lock().ok())
        .collect();
    all.map(|all| all.iter().map(|balance| u128::from(**balance)).sum())
}

fn who_holds_all_accounts_finds_all_the_money() {
    promise("who holds the locks of all accounts finds each transfer either done or not begun");
    look_at("between taking money from the one account and adding it to the other, what is free?");
    let (a, b, full) = (some(), some(), u64::MAX - 1);
    let all = u128::from(full) + 100;
    let looked = Cell::new(0);
    Interleavings::of(3).named("thread").each(
        || bank(&[100, 0, full]),
        |accounts, who| match who {
            0 => Ok(moved(accounts, (0, 1, a))),
            // It is refused, and the money stays where it is all the time.
            1 => Ok(moved(accounts, (0, 2, b))),
            _ => Err(found(accounts)),
        },
        |accounts, got| {
            if let Err(Some(found)) = got[2] {
                looked.set(looked.get() + 1);
                equal(
                    "the sum that somebody found who held all accounts",
                    found,
                    all,
                );
            }
            hold(accounts, &[100 - a, a, full]);
        },
    );
}

fn the_total_is_that_of_one_moment() {
    promise("What all accounts hold together at one moment, with no transfer half counted.");
    if_it_hangs("a deadlock: each waits for an account that is only free when the waiting is over");
    look_at("while `total` looks at one account, what may become of those that it has seen?");
    let (a, b) = (some(), some());
    Interleavings::of(3).named("thread").each(
        || bank(&[100, 100, 100]),
        |accounts, who| match who {
            0 => (Some(moved(accounts, (0, 2, a))), None),
            1 => (Some(moved(accounts, (2, 0, b))), None),
            _ => (None, Some(total(accounts))),
        },
        |accounts, got| {
            equal("the total while money moves", got[2].1, Some(300));
            hold(accounts, &[100 - a + b, 100, 100 - b + a]);
        },
    );
}

fn an_account_can_be_both() {
    promise("an account can be both: then nothing moves");
    look_at("what is taken where both are the same account, and how often?");
    let balance = some();
    Interleavings::of(1).named("transfer").each(
        || bank(&[7, balance]),
        |accounts, _| {
            let amounts = [balance, 1, 0, balance + 1, u64::MAX];
            amounts.map(|amount| moved(accounts, (1, 1, amount)))
        },
        |accounts, got| {
            let not_enough = || written("Err(NotEnough)");
            let wanted = [done(), done(), done(), not_enough(), not_enough()];
            equal("what the transfers returned", got, vec![wanted]);
            hold(accounts, &[7, balance]);
        },
    );
}

fn so_it_can_while_others_want_it() {
    let (a, b) = (some(), some());
    let moves = [(1, 1, a), (0, 1, b), (1, 1, 100)];
    all_at_once(&[100, 100], &moves, &[100 - b, 100 + b]);
}

/// Transfers between accounts that are free, one after another, while nobody gets at
/// others.
fn go_on(accounts: &Arc<Vec<Account>>, moves: Vec<Move>, meanwhile: &str) {
    let (own, through) = (accounts.clone(), Arc::new(AtomicUsize::new(0)));
    let (says, all) = (through.clone(), moves.clone());
    let goes = background("transfer", move || {
        let go = all.into_iter().map(|transfer| {
            let got = moved(&own, transfer);
            says.fetch_add(1, SeqCst);
            got
        });
        go.collect::<Vec<_>>()
    });
    let came = comes_true(ms(3_000), || through.load(SeqCst) == moves.len());
    let (from, to, _) = moves[through.load(SeqCst).min(moves.len() - 1)];
    let seen =
        format!("{meanwhile}, a transfer from account {from} to account {to} did not come through");
    let meaning = "a lock is too coarse: both accounts were free, and still the transfer waited";
    holds(came, Kind::NotConcurrent, &seen, meaning);
    let wanted = vec![done(); moves.len()];
    equal("what the transfers returned", goes.result(), wanted);
}

fn transfers_that_share_no_account_go_on() {
    promise("A transfer waits for its own two accounts alone");
    look_at("which locks does a transfer take besides those of its two accounts?");
    let accounts = Arc::new(bank(&[1_000; 5]));
    for from in 0..5 {
        for to in 0..5 {
            let others = (0..5).filter(|other| ![from, to].contains(other));
            let all: Vec<_> = others.map(|other| open(&accounts[other])).collect();
            go_on(
                &accounts,
                vec![(from, to, 1)],
                "while somebody had all other accounts",
            );
            drop(all);
        }
    }
}

fn one_that_waits_keeps_nobody_else() {
    promise("one between other accounts goes on, whatever this one holds or waits for");
    look_at("who waits for an account: what does it hold meanwhile that others need?");
    for (waits, held) in [
        ((0, 1), 0),
        ((0, 1), 1),
        ((1, 0), 0),
        ((1, 0), 1),
        ((4, 4), 4),
    ] {
        let accounts = Arc::new(bank(&[100; MANY]));
        let own = accounts.clone();
        let account = open(&accounts[held]);
        let waiting = background("transfer", move || moved(&own, (waits.0, waits.1, 1)));
        waiting.watch().settles();
        let meanwhile = format!("while another one waited for account {held}");
        let others = (2..MANY - 1)
            .map(|one| (one, one + 1, 1))
            .filter(|(one, other, _)| ![one, other].contains(&&4));
        go_on(&accounts, others.chain([(3, 2, 1)]).collect(), &meanwhile);
        drop(account);
        equal("what the transfer returned", waiting.result(), done());
    }
}

/// Each of the accounts is held for a while, and `call` waits for it.
fn sleeps<T: Send + 'static>(
    what: &str,
    accounts: &Arc<Vec<Account>>,
    held: usize,
    long: bool,
    call: impl FnOnce(&[Account]) -> T + Send + 'static,
) -> T {
    let own = accounts.clone();
    let account = open(&accounts[held]);
    let call: Background<T> = background(what, move || call(&own));
    call.watch().falls_asleep(what);
    call.is_under_way("somebody else has one of the accounts");
    if long {
        call.stays_asleep("somebody else has one of the accounts");
    }
    drop(account);
    call.result()
}

fn who_waits_sleeps_until_the_account_is_there() {
    promise(
        "Who waits for a lock sleeps, however long that lasts, and no other thread looks at times in its place.",
    );
    let accounts = Arc::new(bank(&[100; 2]));
    for (round, (from, to)) in [(0, 1), (1, 0)].into_iter().enumerate() {
        for held in [0, 1] {
            let long = round == 0 && held == 1;
            let got = sleeps("transfer", &accounts, held, long, move |accounts| {
                moved(accounts, (from, to, 5))
            });
            equal("what the transfer returned", got, done());
        }
    }
    hold(&accounts, &[100, 100]);
}

fn who_adds_up_waits_for_every_account() {
    promise(
        "Who waits for a lock sleeps, however long that lasts, and no other thread looks at times in its place.",
    );
    let accounts = Arc::new(bank(&[1, 20, 300]));
    for held in 0..3 {
        let got = sleeps("total", &accounts, held, false, total);
        equal("the total", got, 321);
    }
    hold(&accounts, &[1, 20, 300]);
}

fn refused(accounts: &[Account], transfer: Move, why: &str) {
    let got = within(ms(2_500), "transfer", || moved(accounts, transfer));
    let (from, to, amount) = transfer;
    let what = format!("what a transfer of {amount} from {from} to {to} returned");
    equal(&what, got, written(why));
}

fn what_is_refused_changes_nothing() {
    promise("Nothing has changed then.");
    if_it_hangs("a transfer that is refused waits, or an account stays locked after one");
    let balances = [50, u64::MAX - 10, 0];
    let accounts = bank(&balances);
    let far = [3, 4, usize::MAX];
    promise("[`Refused::NoSuchAccount`] comes first, whatever the amount is");
    for unknown in far {
        for amount in [0, 1, 51, u64::MAX] {
            let pairs = [
                (unknown, 0),
                (0, unknown),
                (1, unknown),
                (unknown, unknown),
                (2, unknown),
            ];
            for (from, to) in pairs {
                refused(&accounts, (from, to, amount), "Err(NoSuchAccount)");
            }
        }
    }
    refused(&bank(&[]), (0, 0, 0), "Err(NoSuchAccount)");
    promise("One of the two accounts does not exist.");
    refused(&bank(&[5]), (0, 1, 5), "Err(NoSuchAccount)");
    refused(&bank(&[5]), (1, 0, 5), "Err(NoSuchAccount)");
    hold(&accounts, &balances);
    promise("then [`Refused::NotEnough`], also where an account is both");
    for (from, to, amount) in [
        (0, 1, 51),
        (0, 2, 51),
        (2, 0, 1),
        (2, 1, 11),
        (0, 0, 51),
        (2, 2, 1),
    ] {
        refused(&accounts, (from, to, amount), "Err(NotEnough)");
        refused(&accounts, (from, to, u64::MAX), "Err(NotEnough)");
    }
    hold(&accounts, &balances);
    promise("then [`Refused::TooMuch`]");
    for amount in [11, 12, 50] {
        refused(&accounts, (0, 1, amount), "Err(TooMuch)");
    }
    let full = bank(&[u64::MAX, u64::MAX]);
    refused(&full, (1, 0, u64::MAX), "Err(TooMuch)");
    refused(&full, (0, 1, 1), "Err(TooMuch)");
    hold(&full, &[u64::MAX; 2]);
    hold(&accounts, &balances);
}

fn an_account_can_be_full_to_the_last_cent() {
    promise("The other account would hold more than a `u64` can say.");
    let accounts = bank(&[50, u64::MAX - 10, 0]);
    let moves = [
        (0, 1, 0),
        (2, 1, 0),
        (2, 2, 0),
        (0, 1, 10),
        (1, 2, u64::MAX),
        (2, 2, u64::MAX),
        (2, 1, u64::MAX),
        (0, 1, 0),
        (0, 2, 40),
    ];
    for transfer in moves {
        refused(&accounts, transfer, "Ok(())");
    }
    hold(&accounts, &[0, u64::MAX, 40]);
}

fn a_total_can_be_more_than_an_account_holds() {
    promise("It may be more than a `u64` can say.");
    for (balances, wanted) in [
        (vec![], 0),
        (vec![0], 0),
        (vec![7], 7),
        (vec![u64::MAX; 2], u128::from(u64::MAX) * 2),
        (vec![u64::MAX; 300], u128::from(u64::MAX) * 300),
    ] {
        let accounts = bank(&balances);
        let got = within(ms(2_500), "total", || total(&accounts));
        equal("the total", got, wanted);
        hold(&accounts, &balances);
    }
}

fn many_transfers_leave_what_each_account_should_have() {
    promise("Move `amount` from the account `from` to the account `to`.");
    let draw = |below: usize| usize::try_from(number(0..below as u64)).unwrap_or(0);
    let mut wanted = [60; MANY];
    let accounts = bank(&wanted);
    within(ms(4_000), "transfer", || {
        for _ in 0..600 {
            let (from, to, amount) = (draw(MANY), draw(MANY), number(0..80));
            let enough = amount <= wanted[from];
            if enough {
                wanted[from] -= amount;
                wanted[to] += amount;
            }
            let why = if enough {
                done()
            } else {
                written("Err(NotEnough)")
            };
            let got = moved(&accounts, (from, to, amount));
            equal("what the transfer returned", got, why);
        }
    });
    hold(&accounts, &wanted);
    let sum = within(ms(2_500), "total", || total(&accounts));
    equal("the total", sum, 60 * MANY as u128);
}

fn two_banks_have_nothing_to_do_with_each_other() {
    promise("A transfer waits for its own two accounts alone");
    look_at("what do two banks share in your answer?");
    let (one, other) = (Arc::new(bank(&[100; 3])), Arc::new(bank(&[9; 3])));
    let all: Vec<_> = one.iter().map(open).collect();
    let moves = vec![(0, 1, 1), (2, 1, 1), (1, 0, 1)];
    go_on(
        &other,
        moves,
        "while somebody had all accounts of another bank",
    );
    equal("the total of the bank", total(&other), 27);
    drop(all);
    equal("the total of the other bank", total(&one), 300);
}
