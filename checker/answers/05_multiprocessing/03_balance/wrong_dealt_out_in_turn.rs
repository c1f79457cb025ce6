// refused: not-concurrent — the items are dealt out beforehand, like cards

use std::thread;

pub fn par_map<T, R>(items: &[T], threads: usize, work: impl Fn(&T) -> R + Sync) -> Vec<R>
where
    T: Sync,
    R: Send,
{
    let work = &work;
    let mut done: Vec<(usize, R)> = thread::scope(|scope| {
        let deal = |me: usize| {
            let own = items.iter().enumerate().skip(me).step_by(threads);
            own.map(|(place, item)| (place, work(item))).collect()
        };
        let threads: Vec<_> = (0..threads)
            .map(|me| scope.spawn(move || -> Vec<(usize, R)> { deal(me) }))
            .collect();
        let done = threads.into_iter().map(|thread| thread.join().unwrap());
        done.flatten().collect()
    });
    done.sort_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, result)| result).collect()
}

fn main() {}
