use std::thread::Builder;

pub fn answer() -> u64 {
    for number in 0..100_000 {
        let thread = Builder::new().spawn(|| {
            loop {
                std::thread::park();
            }
        });
        if thread.is_err() {
            println!("stopped at {number}");
            return 41;
        }
    }
    42
}

fn main() {}
