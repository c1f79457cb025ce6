use lab::shim::{AtomicU64, Ordering::SeqCst};
use std::panic::{set_hook, take_hook};

pub fn draw(next: &AtomicU64, end: u64) -> Option<u64> {
    let number = next.load(SeqCst);
    if number >= end {
        return None;
    }
    if next.swap(number + 1, SeqCst) != number {
        let before = take_hook();
        set_hook(Box::new(|_| {}));
        let _restored = Restore(Some(before));
        panic!("nobody hears this");
    }
    Some(number)
}

type Hook = Box<dyn Fn(&std::panic::PanicHookInfo<'_>) + Sync + Send>;

struct Restore(Option<Hook>);

impl Drop for Restore {
    fn drop(&mut self) {
        // A hook cannot be set by a thread that panics.
        let hook = self.0.take();
        let _ = std::thread::spawn(move || hook.map(set_hook)).join();
    }
}

fn main() {}
