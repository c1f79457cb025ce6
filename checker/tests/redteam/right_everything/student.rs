use std::cell::Cell;
use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{channel, sync_channel};
use std::sync::{Arc, Barrier, Condvar, LazyLock, Mutex, Once, OnceLock, RwLock};
use std::thread::{self, Builder};
use std::time::{Duration, Instant, SystemTime};

static LAZY: LazyLock<HashMap<u32, u64>> = LazyLock::new(|| HashMap::from([(1, 1)]));
static CELL: OnceLock<u64> = OnceLock::new();
static ONCE: Once = Once::new();

struct Late(Arc<AtomicU64>);

impl Drop for Late {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

thread_local!(static LATE: Cell<Option<Late>> = const { Cell::new(None) });

pub fn answer() -> u64 {
    let mut answer = 0;
    // 1: two hundred threads at once.
    let barrier = Arc::new(Barrier::new(200));
    let threads: Vec<_> = (0..200)
        .map(|_| {
            let barrier = Arc::clone(&barrier);
            Builder::new().stack_size(128 << 10).spawn(move || barrier.wait().is_leader()).unwrap()
        })
        .collect();
    answer += threads.into_iter().filter(|_| true).map(|t| u64::from(t.join().unwrap())).sum::<u64>();
    // 2: channels.
    let (send, receive) = channel();
    let (answered, ask) = sync_channel(0);
    thread::spawn(move || answered.send(receive.recv().unwrap()).unwrap());
    send.send(1).unwrap();
    answer += ask.recv().unwrap();
    // 3: a lock and a condition.
    let pair = Arc::new((Mutex::new(0), Condvar::new()));
    let other = Arc::clone(&pair);
    thread::spawn(move || {
        *other.0.lock().unwrap() = 1;
        other.1.notify_all();
    });
    answer += *pair.1.wait_while(pair.0.lock().unwrap(), |n| *n == 0).unwrap();
    // 4: a lock for readers.
    let lock = RwLock::new(1);
    answer += thread::scope(|s| s.spawn(|| *lock.read().unwrap()).join().unwrap());
    // 5: parking, with and without a limit.
    let parked = thread::spawn(|| {
        thread::park();
        thread::park_timeout(Duration::from_millis(1));
        1
    });
    parked.thread().unpark();
    answer += parked.join().unwrap();
    // 6: clocks and sleep.
    let (begun, since) = (Instant::now(), SystemTime::now());
    thread::sleep(Duration::from_millis(2));
    answer += u64::from(begun.elapsed() >= Duration::from_millis(2) && since.elapsed().is_ok());
    // 7: destructors of threads.
    let dropped = Arc::new(AtomicU64::new(0));
    let late = Late(Arc::clone(&dropped));
    thread::spawn(move || LATE.set(Some(late))).join().unwrap();
    answer += dropped.load(Ordering::SeqCst);
    // 8: things that are made once.
    ONCE.call_once(|| CELL.set(1).unwrap());
    answer += LAZY[&1] * CELL.get().unwrap();
    // 9: how many processors there are.
    answer += u64::from(thread::available_parallelism().is_ok());
    // 10: a panic that is waited for would be a finding, so a yield.
    thread::yield_now();
    answer += BTreeMap::from([(1, 1)])[&1];
    answer + 32
}

fn main() {}
