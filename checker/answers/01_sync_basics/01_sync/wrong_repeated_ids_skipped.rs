// refused: wrong-result — an id that comes twice in a row is asked for once

use lab::{ApiError, BlockingApi};

pub fn fetch_all(api: &BlockingApi, ids: &[u32]) -> Result<Vec<String>, ApiError> {
    let mut ids = ids.to_vec();
    ids.dedup();
    ids.iter().map(|&id| api.page(id)).collect()
}

fn main() {}
