//! The shop behind callbacks.

use crate::{Journal, ms};
use instrument::{Activity, Recorder};
use std::fmt;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

type Callback = Box<dyn FnOnce(String) + Send>;

/// The shop as a library of callbacks: [`CallbackApi::fetch`] returns at once,
/// and the callback is called later, on a thread of the library's.
///
/// A callback is called at most once. When the shop hangs up, it is dropped
/// without being called.
///
/// ```
/// use lab::CallbackApi;
/// use std::sync::mpsc;
///
/// let api = CallbackApi::new();
/// let (send, receive) = mpsc::channel();
/// api.fetch(7, move |text| {
///     let _ = send.send(text);
/// });
/// // `fetch` has returned; the page comes later.
/// assert_eq!(receive.recv().as_deref(), Ok("page 7"));
/// ```
#[derive(Debug)]
pub struct CallbackApi {
    requests: Sender<Request>,
    recorder: Recorder,
    /// Says that a callback was called, to a `fetch` that waits for it.
    called: Option<Mutex<Receiver<()>>>,
}

struct Request {
    id: u32,
    callback: Callback,
}

impl CallbackApi {
    /// A shop that answers every request after about 50 ms, with the name of
    /// the page.
    #[must_use]
    pub fn new() -> Self {
        let (api, line) = Self::held();
        thread::spawn(move || {
            while let Some(call) = line.next() {
                thread::sleep(ms(50));
                let text = format!("page {}", call.id);
                (call.callback)(text);
            }
        });
        api
    }

    /// A shop that has every page at hand, with this text: the callback is
    /// called, on another thread, before [`CallbackApi::fetch`] returns.
    #[must_use]
    pub fn prompt(text: &str) -> Self {
        let (api, line) = Self::held();
        let (done, called) = mpsc::channel();
        let text = text.to_owned();
        thread::spawn(move || {
            while let Some(call) = line.next() {
                (call.callback)(text.clone());
                if done.send(()).is_err() {
                    return;
                }
            }
        });
        let called = Some(Mutex::new(called));
        Self { called, ..api }
    }

    /// A shop that answers when the other end of the line says so.
    #[must_use]
    pub fn held() -> (Self, Line) {
        let (requests, waiting) = mpsc::channel();
        let api = Self {
            requests,
            recorder: Recorder::new().doing(Activity::Waiting),
            called: None,
        };
        (api, Line { waiting })
    }

    /// Ask for page `id`. `callback` gets the page later, on another thread.
    pub fn fetch(&self, id: u32, callback: impl FnOnce(String) + Send + 'static) {
        self.fetch_boxed(id, Box::new(callback));
    }

    fn fetch_boxed(&self, id: u32, callback: Callback) {
        let call = self.recorder.begin(format!("page {id}"));
        // The span lasts until the callback is called; where it is dropped
        // instead, so is the span.
        let callback = Box::new(move |text| {
            callback(text);
            call.finish();
        });
        // Nobody at the other end: the callback is dropped, as promised.
        let _ = self.requests.send(Request { id, callback });
        if let Some(called) = &self.called {
            // It fails if the callback panicked: then nothing is called any more.
            let _ = called.lock().unwrap_or_else(PoisonError::into_inner).recv();
        }
    }

    /// The requests that it got: `page 7`.
    #[must_use]
    pub fn journal(&self) -> Journal {
        self.recorder.journal()
    }
}

impl Default for CallbackApi {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// The shop's end of [`CallbackApi::held`]: it decides when to answer.
/// Dropping it hangs up on everybody who still waits.
///
/// ```
/// use lab::CallbackApi;
///
/// let (api, line) = CallbackApi::held();
/// api.fetch(7, |text| assert_eq!(text, "tea"));
/// api.fetch(8, |_| unreachable!("the shop hangs up"));
///
/// assert_eq!(line.answer("tea"), Some(7));
/// assert_eq!(line.hang_up(), Some(8));
/// ```
#[derive(Debug)]
pub struct Line {
    waiting: Receiver<Request>,
}

impl Line {
    /// Answer the next request with `text`, on this thread, and return the page
    /// that was asked for. `None` if no request comes within a second.
    pub fn answer(&self, text: &str) -> Option<u32> {
        let request = self.wait()?;
        (request.callback)(text.to_owned());
        Some(request.id)
    }

    /// Drop the callback of the next request without calling it. `None` if no
    /// request comes within a second.
    pub fn hang_up(&self) -> Option<u32> {
        self.wait().map(|request| request.id)
    }

    fn wait(&self) -> Option<Request> {
        self.waiting.recv_timeout(Duration::from_secs(1)).ok()
    }

    fn next(&self) -> Option<Request> {
        self.waiting.recv().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use report::End;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    #[test]
    fn a_prompt_shop_has_called_before_fetch_returns() {
        let api = CallbackApi::prompt("tea");
        let called = Arc::new(AtomicBool::new(false));
        for id in 1..3 {
            let caller = thread::current().id();
            let called = called.clone();
            api.fetch(id, move |text| {
                assert!(text == "tea" && thread::current().id() != caller);
                called.store(true, Ordering::SeqCst);
            });
        }
        assert!(called.load(Ordering::SeqCst));
        assert_eq!(api.journal().calls().len(), 2);
    }

    #[test]
    fn the_shop_answers_on_a_thread_of_its_own() {
        let (send, receive) = mpsc::channel();
        let api = CallbackApi::new();
        api.fetch(7, move |text| {
            let _ = send.send((text, thread::current().id()));
        });
        let answer = receive.recv().expect("the callback is called");
        assert_eq!(answer.0, "page 7");
        assert_ne!(answer.1, thread::current().id());
    }

    #[test]
    fn a_callback_is_called_when_the_line_says_so() {
        let (api, line) = CallbackApi::held();
        let (send, receive) = mpsc::channel();
        api.fetch(7, move |text| {
            let _ = send.send(text);
        });
        assert!(receive.try_recv().is_err());
        assert_eq!(line.answer("tea"), Some(7));
        assert_eq!(receive.try_recv().as_deref(), Ok("tea"));
        assert_eq!(api.journal().lines(), ["start page 7", "end page 7"]);
    }

    #[test]
    fn a_callback_is_dropped_when_the_shop_hangs_up() {
        let (api, line) = CallbackApi::held();
        let (send, receive) = mpsc::channel::<String>();
        let callback = |send: Sender<String>| move |text| drop(send.send(text));
        api.fetch(7, callback(send.clone()));
        assert_eq!(line.hang_up(), Some(7));
        assert_eq!(api.journal().lines(), ["start page 7", "drop page 7"]);
        // Who still waits when the line is gone, and who asks after that.
        api.fetch(8, callback(send.clone()));
        drop(line);
        api.fetch(9, callback(send));
        assert!(receive.recv().is_err());
        let calls = api.journal().calls();
        assert!(calls.iter().all(|call| call.how == End::Cancelled));
    }

    #[test]
    fn a_line_without_requests_says_so() {
        let (_api, line) = CallbackApi::held();
        assert_eq!(line.answer("tea"), None);
    }
}
