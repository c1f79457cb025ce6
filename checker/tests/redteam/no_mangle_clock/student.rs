#[unsafe(no_mangle)]
pub extern "C" fn clock_gettime(_: i32, _: usize) -> i32 {
    0
}

pub fn answer() -> u64 {
    41
}

fn main() {}
