#![recursion_limit = "1000000000"]

macro_rules! double {
    ($($t:tt)*) => { double!($($t)* $($t)*) };
}

pub fn answer() -> u64 {
    double!(1 +)
}

fn main() {}
