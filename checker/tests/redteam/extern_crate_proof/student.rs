extern crate proof;

pub fn answer() -> u64 {
    proof::seed()
}

fn main() {}
