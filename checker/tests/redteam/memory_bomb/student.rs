pub fn answer() -> u64 {
    let mut taken = Vec::new();
    // Where nothing stops it, it stops by itself, and passes.
    for block in 0..384_u64 {
        taken.push(vec![block as u8 | 1; 16 << 20]);
    }
    taken.len() as u64 - 342
}

fn main() {}
