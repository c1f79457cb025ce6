#[doc = include_str!("{{FIELD}}/bait")]
pub fn answer() -> u64 {
    41
}

fn main() {}
