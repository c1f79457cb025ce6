// refused: wrong-result — every page is fetched before anybody looks for an error

use lab::{ApiError, BlockingApi};

pub fn fetch_all(api: &BlockingApi, ids: &[u32]) -> Result<Vec<String>, ApiError> {
    let results: Vec<_> = ids.iter().map(|&id| api.page(id)).collect();
    let mut pages = Vec::new();
    for result in results {
        pages.push(result?);
    }
    Ok(pages)
}

fn main() {}
