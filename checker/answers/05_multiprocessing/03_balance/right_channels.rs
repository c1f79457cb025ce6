// accepted: the items come out of one channel, and the results go into another

use std::sync::{Mutex, mpsc};
use std::thread;

pub fn par_map<T, R>(items: &[T], threads: usize, work: impl Fn(&T) -> R + Sync) -> Vec<R>
where
    T: Sync,
    R: Send,
{
    let (give, take) = mpsc::channel();
    for job in items.iter().enumerate() {
        give.send(job).unwrap();
    }
    drop(give);
    let take = Mutex::new(take);
    let (send, results) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..threads {
            let (send, take, work) = (send.clone(), &take, &work);
            scope.spawn(move || {
                loop {
                    let job = take.lock().unwrap().recv();
                    let Ok((place, item)) = job else { return };
                    send.send((place, work(item))).unwrap();
                }
            });
        }
    });
    drop(send);
    let mut places: Vec<Option<R>> = items.iter().map(|_| None).collect();
    for (place, result) in results {
        places[place] = Some(result);
    }
    places.into_iter().flatten().collect()
}

fn main() {}
