use std::option_env as ask;

pub fn answer() -> u64 {
    println!("path: {:?}", ask!("CARGO_MANIFEST_DIR"));
    41
}

fn main() {}
