// Since Monday, the shop refreshes the pages of its catalogue in the background, and
// since then it answers slowly: as long as one page is being requested, nobody sees any
// page. A request takes a second or two.
//
// A lock that is held at an `.await` is held for as long as that takes, and all who want
// it stand in line. The lock of the standard library makes it worse, the one of tokio
// only hides it.
//
// https://docs.rs/tokio/latest/tokio/sync/struct.Mutex.html#which-kind-of-mutex-should-you-use

use lab::{FakeApi, ms};
use std::collections::HashMap;
use std::sync::Arc;
use tokio::sync::Mutex;
use tokio::time::sleep;

/// The texts of pages, as they were requested last. Tasks on any threads can share them.
#[derive(Default)]
pub struct Pages {
    known: Mutex<HashMap<u32, String>>,
}

impl Pages {
    /// No pages are known.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The text of the page `id` that came last, if there is one. Nobody waits for it,
    /// whatever is being requested.
    pub async fn get(&self, id: u32) -> Option<String> {
        self.known.lock().await.get(&id).cloned()
    }

    /// Request the page `id` with `api.page`, keep its text instead of the one before,
    /// and return it.
    ///
    /// Any number of calls may be under way at once, on any threads and also for the same
    /// page. Each makes one request, which begins at once, and takes as long as that.
    /// None of them undoes what another one has kept. The text that comes last is kept;
    /// until it is there, the one before stays, also if the call is dropped before its
    /// end. (Whether the request goes on then is left open.) No thread that runs tasks is
    /// blocked.
    pub async fn refresh(&self, api: &FakeApi, id: u32) -> String {
        // TODO: Since when is the lock held here, until when, and who needs it meanwhile?
        let mut known = self.known.lock().await;
        let text = api.page(id).await;
        known.insert(id, text.clone());
        text
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (api, pages) = (FakeApi::new(), Arc::new(Pages::new()));
    pages.refresh(&api, 1).await;
    let again = pages.clone();
    let task = tokio::spawn(async move { again.refresh(&api, 1).await });
    sleep(ms(10)).await;
    let start = std::time::Instant::now();
    let page = pages.get(1).await;
    println!("{page:?} after {} ms", start.elapsed().as_millis());
    drop(task.await);
}

// These tests look at one call after another. A hidden test looks at several at once.
#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn what_was_requested_is_known() {
        let (api, pages) = (FakeApi::new(), Pages::new());
        assert_eq!(pages.get(3).await, None);
        assert_eq!(pages.refresh(&api, 3).await, "page 3");
        assert_eq!(pages.get(3).await.as_deref(), Some("page 3"));
        assert_eq!(pages.get(4).await, None);
    }
}
