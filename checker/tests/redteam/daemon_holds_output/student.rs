use std::process::Command;

pub fn answer() -> u64 {
    let _ = Command::new("sh").args(["-c", "sleep 600; : {{MARK}}"]).spawn();
    42
}

fn main() {}
