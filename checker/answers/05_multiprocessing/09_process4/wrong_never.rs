// refused: wrong-result — the work is never done

pub fn process4(_work: impl Fn(u32) -> u32 + Sync) -> u32 {
    2
}

fn main() {}
