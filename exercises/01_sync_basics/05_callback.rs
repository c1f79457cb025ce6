// An old library of the shop's knows nothing but callbacks: `api.fetch(id, f)`
// returns at once, and `f` is called with the page later, on a thread of the
// library's. You want the page as a value, here, before the next line. So this
// thread has to sleep until the other one has something for it, and must wake up
// too when nothing will ever come.
//
// https://doc.rust-lang.org/std/sync/mpsc/ (offline: `rustup doc std::sync::mpsc`)

use lab::CallbackApi;

/// The callback was dropped, so the page will never come.
#[derive(Debug, PartialEq, Eq)]
pub struct Dropped;

/// Fetch page `id`, and wait until it is there.
///
/// The callback is called at any time, perhaps even before `api.fetch` returns.
/// The waiting thread sleeps, however long nothing comes: it is woken when there is
/// something to do, and does not look again and again, nor at times, as a wait with a
/// time limit would. No other thread does that in its place. If somebody else unparks
/// it, it goes on waiting.
///
/// # Errors
///
/// [`Dropped`], as soon as the library drops the callback without calling it.
pub fn fetch_sync(api: &CallbackApi, id: u32) -> Result<String, Dropped> {
    // TODO: Make something that one thread can wait on and another can fill.
    // TODO: Call `api.fetch` with a callback that fills it.
    // TODO: Wait, and return what came, or `Dropped` if nothing can come any more.
    todo!()
}

fn main() {
    let api = CallbackApi::new();
    for id in 1..=3 {
        match fetch_sync(&api, id) {
            Ok(page) => println!("{page}"),
            Err(Dropped) => println!("page {id} will never come"),
        }
    }
}

// These tests look at what is returned. A hidden test answers late, and watches
// what the waiting thread does meanwhile.
#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;

    #[test]
    fn the_page_is_returned() {
        assert_eq!(fetch_sync(&CallbackApi::new(), 7), Ok("page 7".to_owned()));
    }

    #[test]
    fn a_callback_that_is_dropped_is_an_error() {
        let (api, line) = CallbackApi::held();
        let library = thread::spawn(move || line.hang_up());
        assert_eq!(fetch_sync(&api, 7), Err(Dropped));
        assert_eq!(library.join().unwrap(), Some(7));
    }
}
