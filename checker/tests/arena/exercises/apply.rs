//! `apply` hands each item to a function, on the calling thread.

use proof::equal;
use std::sync::Mutex;

proof::main!(each_item_is_handed_over_once);

fn each_item_is_handed_over_once() {
    let apply: fn(&[u32], &mut dyn FnMut(u32)) -> Vec<u32> = exercise::apply;
    let seen = Mutex::new(Vec::new());
    let returned = apply(&[3, 1, 2], &mut |item| seen.lock().unwrap().push(item));
    equal("what was handed over", seen.into_inner().unwrap(), [3, 1, 2]);
    equal("what was returned", returned, [3, 1, 2]);
}
