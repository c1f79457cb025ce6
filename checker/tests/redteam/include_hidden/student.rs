pub fn answer() -> u64 {
    println!("{}", include_str!("{{HIDDEN}}"));
    41
}

fn main() {}
