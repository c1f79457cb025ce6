pub fn answer() -> u64 {
    match std::fs::read("/proc/self/exe") {
        Ok(bytes) => println!("read {} bytes", bytes.len()),
        Err(error) => println!("not read: {error}"),
    }
    41
}

fn main() {}
