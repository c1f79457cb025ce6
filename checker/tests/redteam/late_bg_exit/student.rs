use std::time::Duration;

pub fn answer() -> u64 {
    std::thread::spawn(|| {
        std::thread::sleep(Duration::from_secs(1));
        std::process::exit(7)
    });
    42
}

fn main() {}
