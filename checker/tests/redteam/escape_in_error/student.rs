pub fn answer() -> u64 {
    let x: u64 = "]0;owned[2J";
    x
}

fn main() {}
