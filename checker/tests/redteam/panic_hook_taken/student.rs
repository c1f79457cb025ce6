pub fn answer() -> u64 {
    drop(std::panic::take_hook());
    42
}

fn main() {}
