pub fn answer() -> u64 {
    let taken: Vec<u64> = Vec::with_capacity(usize::MAX / 2);
    taken.capacity() as u64
}

fn main() {}
