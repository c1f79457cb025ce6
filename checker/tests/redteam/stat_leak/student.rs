pub fn answer() -> u64 {
    match std::fs::metadata("{{FIELD}}/bait") {
        Ok(metadata) => println!("{} bytes long", metadata.len()),
        Err(error) => println!("not said: {error}"),
    }
    41
}

fn main() {}
