unsafe extern "C" {
    safe fn _exit(code: i32) -> !;
}

pub fn answer() -> u64 {
    _exit(0)
}

fn main() {}
