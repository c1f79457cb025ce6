// accepted: the sums are sent

use std::sync::mpsc;
use std::thread;

pub fn total(sales: &[u64], add: fn(&[u64]) -> u64) -> u64 {
    let (left, right) = sales.split_at(sales.len() / 2);
    let (tell, told) = mpsc::channel();
    thread::scope(|scope| {
        for half in [left, right] {
            let tell = tell.clone();
            scope.spawn(move || tell.send(add(half)));
        }
        drop(tell);
        told.iter().sum()
    })
}

fn main() {}
