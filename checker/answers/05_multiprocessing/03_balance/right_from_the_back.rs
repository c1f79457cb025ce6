// accepted: a list that is taken from its end

use std::sync::Mutex;
use std::thread;

pub fn par_map<T, R>(items: &[T], threads: usize, work: impl Fn(&T) -> R + Sync) -> Vec<R>
where
    T: Sync,
    R: Send,
{
    let left = Mutex::new(items.iter().enumerate().collect::<Vec<_>>());
    let out = Mutex::new(Vec::new());
    let job = || loop {
        let n = left.lock().unwrap().pop();
        let Some((n, i)) = n else { return };
        let r = work(i);
        out.lock().unwrap().push((n, r));
    };
    thread::scope(|s| {
        for _ in 1..threads {
            s.spawn(job);
        }
        job();
    });
    let mut out = out.into_inner().unwrap();
    out.sort_by_key(|(k, _)| *k);
    out.into_iter().map(|(_, r)| r).collect()
}

fn main() {}
