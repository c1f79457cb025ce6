pub fn answer() -> u64 {
    for folder in ["/", "/tmp", "/proc", "{{FIELD}}", ".", ".."] {
        match std::fs::read_dir(folder) {
            Ok(entries) => println!("saw {} in {folder}", entries.count()),
            Err(error) => println!("saw nothing: {error}"),
        }
    }
    41
}

fn main() {}
