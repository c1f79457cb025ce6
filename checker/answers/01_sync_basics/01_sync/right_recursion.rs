// accepted: the first page, and then the others

use lab::{ApiError, BlockingApi};

pub fn fetch_all(api: &BlockingApi, ids: &[u32]) -> Result<Vec<String>, ApiError> {
    let [first, rest @ ..] = ids else {
        return Ok(Vec::new());
    };
    let mut pages = vec![api.page(*first)?];
    pages.extend(fetch_all(api, rest)?);
    Ok(pages)
}

fn main() {}
