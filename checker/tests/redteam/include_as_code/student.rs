pub fn answer() -> u64 {
    include!("{{FIELD}}/bait")
}

fn main() {}
