use std::fs;

pub fn answer() -> u64 {
    let file = std::env::temp_dir().join("answer");
    fs::write(&file, "42").unwrap();
    let text = fs::read_to_string(&file).unwrap();
    fs::remove_file(&file).unwrap();
    text.parse().unwrap()
}

fn main() {}
