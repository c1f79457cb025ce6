use std::process::Command;

pub fn answer() -> u64 {
    let script = "touch {{FIELD}}/open/{{MARK}}; sleep 600; : {{MARK}}";
    let _ = Command::new("setsid").args(["-f", "sh", "-c", script]).status();
    // Give it the time to do so.
    std::thread::sleep(std::time::Duration::from_millis(300));
    42
}

fn main() {}
