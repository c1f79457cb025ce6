// refused: too-early — after a second it takes a page that is late for one that never comes

use lab::CallbackApi;

/// The callback was dropped, so the page will never come.
#[derive(Debug, PartialEq, Eq)]
pub struct Dropped;

pub fn fetch_sync(api: &CallbackApi, id: u32) -> Result<String, Dropped> {
    let (send, receive) = std::sync::mpsc::channel();
    api.fetch(id, move |page| drop(send.send(page)));
    receive
        .recv_timeout(std::time::Duration::from_secs(1))
        .map_err(|_| Dropped)
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

// These tests look at what is returned. A hidden proof answers late, and watches
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
