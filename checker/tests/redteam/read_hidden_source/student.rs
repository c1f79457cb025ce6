pub fn answer() -> u64 {
    println!("{:?}", std::fs::read_to_string("{{HIDDEN}}"));
    41
}

fn main() {}
