// accepted: each has items of its own, and helps out when they are done

use std::collections::VecDeque;
use std::sync::Mutex;
use std::thread;

pub fn par_map<T, R>(items: &[T], threads: usize, work: impl Fn(&T) -> R + Sync) -> Vec<R>
where
    T: Sync,
    R: Send,
{
    let mut own: Vec<VecDeque<usize>> = (0..threads).map(|_| VecDeque::new()).collect();
    (0..items.len()).for_each(|place| own[place % threads].push_back(place));
    let own: Vec<_> = own.into_iter().map(Mutex::new).collect();
    let take = |me: usize| {
        let first = own[me].lock().unwrap().pop_front();
        first.or_else(|| own.iter().find_map(|own| own.lock().unwrap().pop_back()))
    };
    let mut places: Vec<Option<R>> = items.iter().map(|_| None).collect();
    let results = Mutex::new(&mut places);
    thread::scope(|scope| {
        for me in 0..threads {
            let (take, results, work) = (&take, &results, &work);
            scope.spawn(move || {
                while let Some(place) = take(me) {
                    let result = work(&items[place]);
                    results.lock().unwrap()[place] = Some(result);
                }
            });
        }
    });
    places.into_iter().flatten().collect()
}

fn main() {}
