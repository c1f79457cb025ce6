use std::path::Path;
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

pub fn answer() -> u64 {
    let script = "touch {{FIELD}}/open/{{MARK}}; sleep 600; : {{MARK}}";
    let _ = Command::new("setsid").args(["-f", "sh", "-c", script]).status();
    // Give it the time to do so, also on a busy machine.
    let (begun, most) = (Instant::now(), Duration::from_millis(700));
    while !Path::new("{{FIELD}}/open/{{MARK}}").exists() && begun.elapsed() < most {
        sleep(Duration::from_millis(10));
    }
    42
}

fn main() {}
