use std::process::Command;

pub fn answer() -> u64 {
    let output = Command::new("sh").args(["-c", "echo $((6 * 7))"]).output().unwrap();
    String::from_utf8_lossy(&output.stdout).trim().parse().unwrap()
}

fn main() {}
