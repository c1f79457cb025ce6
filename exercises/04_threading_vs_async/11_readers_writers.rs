// Any number of people can read the price board at the same time; whoever changes it has to
// be alone. An `RwLock` does that, and does not say who goes first. If a reader may always
// join those who read, there is always somebody reading, and who wants to write waits for
// ever. If writers always go first, the readers do. Both is *starvation*: nobody is stuck,
// everything moves, and one thread never has its turn. So here is a lock that says who goes
// first.
//
// https://doc.rust-lang.org/std/sync/struct.Condvar.html (offline: `rustup doc
// std::sync::Condvar`)

use lab::shim::{Condvar, Mutex};

/// A lock for many readers, or for one writer. Neither kind starves the other.
///
/// Readers and writers take turns. A reader goes in at once, unless somebody writes or waits
/// in order to write: then it waits. A writer goes in as soon as nobody reads or writes. When
/// a writer leaves, all readers that sleep by then go in together, before the next writer, also
/// where that one came first. Readers that come later wait for that writer. Which of several
/// writers is the next one does not matter, also if one of them has just come.
///
/// Who waits sleeps, however long that lasts, and no other thread looks at times in its place.
#[derive(Default)]
pub struct FairLock {
    state: Mutex<State>,
    // TODO: Add what threads sleep at. Who is woken by which change?
    changed: Condvar,
}

#[derive(Default)]
struct State {
    // TODO: Add what has to be known in order to say whether somebody may go in.
}

impl FairLock {
    /// Nobody reads or writes.
    pub fn new() -> Self {
        Self::default()
    }

    /// Wait until it is time to read. Others may read as well, until the guard is dropped;
    /// nobody writes.
    pub fn read(&self) -> Reading<'_> {
        // TODO: Wait until a reader may go in.
        todo!()
    }

    /// Wait until it is time to write. Nobody else reads or writes until the guard is dropped.
    pub fn write(&self) -> Writing<'_> {
        // TODO: Wait until a writer may go in.
        todo!()
    }
}

/// Somebody reads until this is dropped, also by a panic.
pub struct Reading<'a> {
    lock: &'a FairLock,
}

/// Somebody writes until this is dropped, also by a panic.
pub struct Writing<'a> {
    lock: &'a FairLock,
}

impl Drop for Reading<'_> {
    fn drop(&mut self) {
        // TODO: Leave. Whose turn is it now, and does it know?
        todo!()
    }
}

impl Drop for Writing<'_> {
    fn drop(&mut self) {
        // TODO: Leave. Who waits now, and who of them goes first?
        todo!()
    }
}

fn main() {
    let (board, price) = (FairLock::new(), Mutex::new(450));
    std::thread::scope(|scope| {
        for reader in 1..=3 {
            let (board, price) = (&board, &price);
            scope.spawn(move || {
                let _reading = board.read();
                println!("reader {reader}: {}", *price.lock().unwrap());
            });
        }
        scope.spawn(|| {
            let _writing = board.write();
            *price.lock().unwrap() = 500;
            println!("the writer has changed the price");
        });
    });
}

// These tests look at what one thread can do. A hidden test also looks at who goes in
// before whom, who is woken, and what if somebody panics inside.
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_can_read_at_the_same_time() {
        let board = FairLock::new();
        let _one = board.read();
        let _other = board.read();
    }

    #[test]
    fn who_leaves_makes_room() {
        let board = FairLock::new();
        for _ in 0..2 {
            drop(board.write());
            drop((board.read(), board.read()));
        }
    }

    #[test]
    fn who_writes_waits_for_who_reads() {
        let board = FairLock::new();
        let left = std::sync::atomic::AtomicBool::new(false);
        std::thread::scope(|scope| {
            let reading = board.read();
            let writer = scope.spawn(|| {
                let _writing = board.write();
                left.load(std::sync::atomic::Ordering::SeqCst)
            });
            left.store(true, std::sync::atomic::Ordering::SeqCst);
            drop(reading);
            assert!(writer.join().unwrap());
        });
    }
}
