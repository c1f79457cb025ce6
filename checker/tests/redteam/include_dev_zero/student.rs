pub static ZEROS: &[u8] = include_bytes!("/dev/zero");

pub fn answer() -> u64 {
    41
}

fn main() {}
