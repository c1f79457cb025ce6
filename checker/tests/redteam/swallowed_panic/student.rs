use std::panic::{AssertUnwindSafe, catch_unwind};

pub fn apply(items: &[u32], each: &mut dyn FnMut(u32)) -> Vec<u32> {
    let _ = catch_unwind(AssertUnwindSafe(|| each(items[0])));
    items.to_vec()
}

fn main() {}
