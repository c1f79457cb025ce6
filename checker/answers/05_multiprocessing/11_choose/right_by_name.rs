// The same with a name for the result: another right answer, accepted as well.

pub fn choose(work: impl Fn(u32) -> u32 + Sync) -> u32 {
    let result = work(1);
    result
}

fn main() {}
