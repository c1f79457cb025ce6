#[deprecated(note = include_str!("{{FIELD}}/bait"))]
pub fn old() {}

pub fn answer() -> u64 {
    old();
    41
}

fn main() {}
