// refused: panicked — the first id is taken before anybody has looked whether there is one

use lab::{ApiError, BlockingApi};

pub fn fetch_all(api: &BlockingApi, ids: &[u32]) -> Result<Vec<String>, ApiError> {
    let (&first, rest) = ids.split_first().expect("at least one id");
    let mut pages = vec![api.page(first)?];
    for &id in rest {
        pages.push(api.page(id)?);
    }
    Ok(pages)
}

fn main() {
    let api = BlockingApi::new();
    match fetch_all(&api, &[1, 2, 3]) {
        Ok(pages) => println!("{pages:?}, after {:?} of waiting", api.elapsed()),
        Err(error) => println!("{error}"),
    }
}

// These tests look at what comes back. A hidden proof looks at how: which calls
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
