#![allow(long_running_const_eval)]

pub const FOREVER: u64 = {
    let mut n = 0_u64;
    loop {
        n = n.wrapping_add(1);
        if n == u64::MAX {
            break n;
        }
    }
};

pub fn answer() -> u64 {
    FOREVER
}

fn main() {}
