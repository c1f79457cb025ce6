pub fn answer() -> u64 {
    for folder in ["/tmp", "/var/tmp", "/dev/shm", "{{FIELD}}/open"] {
        if let Err(error) = std::fs::write(format!("{folder}/{}", "{{MARK}}"), "I was here") {
            println!("not written: {error}");
        }
    }
    41
}

fn main() {}
