pub fn answer() -> u64 {
    let made = (0..500).filter(|n| std::fs::File::create(format!("{}/open/{n}", "{{FIELD}}")).is_ok());
    println!("made {} files", made.count());
    41
}

fn main() {}
