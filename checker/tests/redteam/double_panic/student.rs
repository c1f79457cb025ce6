struct Bomb;

impl Drop for Bomb {
    fn drop(&mut self) {
        panic!("again")
    }
}

pub fn answer() -> u64 {
    let _bomb = Bomb;
    panic!("once")
}

fn main() {}
