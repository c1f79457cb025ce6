use std::process::Command;

pub fn answer() -> u64 {
    println!("{:?}", Command::new("kill").args(["-9", "{{VICTIM}}"]).status());
    41
}

fn main() {}
