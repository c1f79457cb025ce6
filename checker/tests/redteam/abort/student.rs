pub fn answer() -> u64 {
    std::process::abort()
}

fn main() {}
