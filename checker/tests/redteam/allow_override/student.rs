#![cfg_attr(all(), allow(unsafe_code))]

pub fn answer() -> u64 {
    #[allow(unsafe_code)]
    unsafe {
        std::hint::unreachable_unchecked()
    }
}

fn main() {}
