pub fn answer() -> u64 {
    let mut n = 0_u64;
    loop {
        n = std::hint::black_box(n + 1) % 7;
    }
}

fn main() {}
