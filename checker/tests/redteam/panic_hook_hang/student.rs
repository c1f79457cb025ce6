pub fn answer() -> u64 {
    std::panic::set_hook(Box::new(|_| {
        loop {
            std::thread::park();
        }
    }));
    panic!("as planned")
}

fn main() {}
