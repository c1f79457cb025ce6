pub fn answer() -> u64 {
    let spin = || {
        loop {
            std::hint::spin_loop();
        }
    };
    for _ in 0..64 {
        std::thread::spawn(spin);
    }
    spin()
}

fn main() {}
