pub fn answеr() -> u64 {
    42
}

fn main() {}
