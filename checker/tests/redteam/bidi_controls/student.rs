pub fn answer() -> u64 {
    // ‮ } 24 ⁦
    42
}

fn main() {}
