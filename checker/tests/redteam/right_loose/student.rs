pub fn loose() -> Vec<u32> {
    vec![3, 1, 2]
}

fn main() {}
