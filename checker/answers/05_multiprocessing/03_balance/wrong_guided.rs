// refused: not-concurrent — pieces get smaller, but those behind the first item of a piece wait for it

use std::sync::Mutex;
use std::thread;

pub fn par_map<T, R>(items: &[T], threads: usize, work: impl Fn(&T) -> R + Sync) -> Vec<R>
where
    T: Sync,
    R: Send,
{
    let next = Mutex::new(0);
    let out = Mutex::new(Vec::new());
    let job = || loop {
        let (from, to) = {
            let mut n = next.lock().unwrap();
            let left = items.len() - *n;
            let take = (left / (2 * threads)).max(1).min(left);
            let f = *n;
            *n += take;
            (f, f + take)
        };
        if from == to {
            return;
        }
        for k in from..to {
            let r = work(&items[k]);
            out.lock().unwrap().push((k, r));
        }
    };
    thread::scope(|s| {
        for _ in 0..threads {
            s.spawn(job);
        }
    });
    let mut out = out.into_inner().unwrap();
    out.sort_by_key(|(k, _)| *k);
    out.into_iter().map(|(_, r)| r).collect()
}

fn main() {}
