pub fn answer() -> u64 {
    std::thread::sleep(std::time::Duration::from_secs(1 << 30));
    42
}

fn main() {}
