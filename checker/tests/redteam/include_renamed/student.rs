use std::include_str as poem;

pub fn answer() -> u64 {
    println!("{}", poem!("{{HIDDEN}}"));
    41
}

fn main() {}
