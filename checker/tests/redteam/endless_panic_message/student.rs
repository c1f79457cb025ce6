pub fn answer() -> u64 {
    panic!("{}", "x".repeat(20 << 20))
}

fn main() {}
