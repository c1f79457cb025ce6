pub fn answer() -> u64 {
    todo!()
}

fn main() {}
