// The shop's catalogue is spread over pages, and `api.page(id)` comes back when
// the page is there. The plainest program makes one call after another, and
// stops when something goes wrong. It is easy to read, and everything later in
// this course is compared with it: it takes as long as all its calls together.
// `workbook docs lab` shows what comes from `lab`, here `BlockingApi` and `ApiError`.
//
// https://doc.rust-lang.org/std/result/ (offline: `rustup doc std::result`)

use lab::{ApiError, BlockingApi};

/// Fetch the pages `ids`, and return their texts in the order of `ids`.
///
/// Make one call for each id, one after another in this order, on the thread
/// that `fetch_all` is called on.
///
/// # Errors
///
/// When a call fails, return its error and make no further call.
pub fn fetch_all(api: &BlockingApi, ids: &[u32]) -> Result<Vec<String>, ApiError> {
    // An iterator does nothing until it is asked for its next item, and `collect`
    // into a `Result` asks for no more after the first `Err`. So the calls are
    // made one by one, and none after one that fails.
    ids.iter().map(|&id| api.page(id)).collect()
}

fn main() {
    let api = BlockingApi::new();
    match fetch_all(&api, &[1, 2, 3]) {
        Ok(pages) => println!("{pages:?}, after {:?} of waiting", api.elapsed()),
        Err(error) => println!("{error}"),
    }
}

// These tests look at what comes back. A hidden test looks at how: which calls
// are made, in which order, and what happens after one that fails.
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_texts_come_in_the_order_of_the_ids() {
        let api = BlockingApi::new();
        let pages = fetch_all(&api, &[3, 1]).unwrap();
        assert_eq!(pages, ["kettles", "tea"]);
    }

    #[test]
    fn a_page_that_does_not_exist_is_an_error() {
        let api = BlockingApi::new();
        let error = fetch_all(&api, &[1, 9]).unwrap_err();
        assert_eq!(error.id, 9);
    }

    #[test]
    fn no_ids_are_no_pages() {
        assert_eq!(fetch_all(&BlockingApi::new(), &[]), Ok(vec![]));
    }
}
