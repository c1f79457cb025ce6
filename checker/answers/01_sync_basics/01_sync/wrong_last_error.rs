// refused: wrong-result — it goes on after an error, and returns the last one

use lab::{ApiError, BlockingApi};

pub fn fetch_all(api: &BlockingApi, ids: &[u32]) -> Result<Vec<String>, ApiError> {
    let mut pages = Vec::new();
    let mut failed = None;
    for &id in ids {
        match api.page(id) {
            Ok(page) => pages.push(page),
            Err(error) => failed = Some(error),
        }
    }
    failed.map_or(Ok(pages), Err)
}

fn main() {}
