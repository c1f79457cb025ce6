use std::sync::{Arc, Barrier, Mutex};

pub fn answer() -> u64 {
    let (a, b, both) = (Arc::new(Mutex::new(1)), Arc::new(Mutex::new(2)), Arc::new(Barrier::new(2)));
    let (c, d, all) = (Arc::clone(&a), Arc::clone(&b), Arc::clone(&both));
    let other = std::thread::spawn(move || {
        let first = d.lock().unwrap();
        all.wait();
        *first + *c.lock().unwrap()
    });
    let first = a.lock().unwrap();
    both.wait();
    let second = *b.lock().unwrap();
    *first + second + other.join().unwrap()
}

fn main() {}
