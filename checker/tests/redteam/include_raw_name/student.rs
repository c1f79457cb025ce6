pub fn answer() -> u64 {
    println!("{}", r#include_str!("{{HIDDEN}}"));
    41
}

fn main() {}
