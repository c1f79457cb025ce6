pub fn answer() -> u64 {
    println!("{:?}", std::fs::read_to_string("{{FIELD}}/bait"));
    41
}

fn main() {}
