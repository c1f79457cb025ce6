// refused: wrong-result — a page that fails is left out, and nobody hears of it

use lab::{ApiError, BlockingApi};

pub fn fetch_all(api: &BlockingApi, ids: &[u32]) -> Result<Vec<String>, ApiError> {
    Ok(ids.iter().filter_map(|&id| api.page(id).ok()).collect())
}

fn main() {}
