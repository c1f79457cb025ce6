#[path = "{{FIELD}}/bait"]
mod bait;

pub fn answer() -> u64 {
    41
}

fn main() {}
