// The shop keeps thumbnails of its pictures in a cache, behind a mutex. What is
// missing is rendered with rayon, on every core. To render a picture may take
// another one out of the cache: the set shows the pot that is there already.
//
// A thread that waits for rayon is not idle: it takes other work out of the pool
// and does that meanwhile. If it holds a lock, and this other work wants the same
// lock, the thread waits for itself, for ever. It happens rarely, so that it seldom
// shows in tests. The rule is: call neither rayon nor anything slow under the lock.
//
// https://docs.rs/rayon/latest/rayon/fn.join.html

use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Mutex;

/// Thumbnails by the number of the picture.
pub type Cache = Mutex<HashMap<u32, String>>;

/// Put the thumbnail of each of the pictures `ids` into `cache`. No number occurs
/// twice in `ids`.
///
/// Call `render` once for each picture that is not in the cache, and for no other. It is
/// up to you whether you render one that others put in while this function runs.
///
/// The calls run on the threads of the rayon pool in which this function is called,
/// several of them at the same time. Whoever calls it from outside of the pool renders
/// nothing, unless only one picture is missing.
///
/// While `render` is under way, nobody holds `cache` for longer than a moment.
/// Others find in it what was there before, and no thumbnail that is not done. What
/// they put in meanwhile stays, also if it is one of `ids`: then it is theirs that is
/// in the cache afterwards.
pub fn fill(cache: &Cache, ids: &[u32], render: impl Fn(u32) -> String + Sync) {
    // TODO: Find out what is missing, render it with rayon, and put it in. Is the
    // cache free while you render? May somebody else have been quicker?
    todo!()
}

fn main() {
    let cache = Cache::new(HashMap::from([(1, "a pot".to_owned())]));
    let render = |id| {
        let pot = cache.lock().unwrap()[&1].clone();
        format!("{pot} and {id} cups")
    };
    fill(&cache, &[1, 2, 4, 6], render);
    println!("{:?}", cache.lock().unwrap());
}

// These tests look at what is in the cache. A hidden test also looks at how it got
// there: who holds the cache, and what runs at the same time, on which threads.
#[cfg(test)]
mod tests {
    use super::*;

    fn thumbnail(id: u32) -> String {
        format!("thumbnail {id}")
    }

    #[test]
    fn every_picture_is_there_afterwards() {
        let cache = Cache::default();
        fill(&cache, &[3, 1, 2], thumbnail);
        assert_eq!(cache.lock().unwrap()[&1], "thumbnail 1");
        assert_eq!(cache.lock().unwrap().len(), 3);
    }

    #[test]
    fn what_is_in_the_cache_stays() {
        let cache = Cache::new(HashMap::from([(1, "a pot".to_owned())]));
        fill(&cache, &[1, 2], thumbnail);
        assert_eq!(cache.lock().unwrap()[&1], "a pot");
        assert_eq!(cache.lock().unwrap()[&2], "thumbnail 2");
    }
}
