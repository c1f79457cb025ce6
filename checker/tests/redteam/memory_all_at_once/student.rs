pub fn answer() -> u64 {
    let taken: Vec<u8> = Vec::with_capacity(1 << 46);
    taken.capacity() as u64
}

fn main() {}
