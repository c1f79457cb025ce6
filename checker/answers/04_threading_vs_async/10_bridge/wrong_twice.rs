// refused: wrong-result — the work is done twice

pub fn bridge(work: impl Fn(u32) -> u32 + Sync) -> u32 {
    work(work(0))
}

fn main() {}
