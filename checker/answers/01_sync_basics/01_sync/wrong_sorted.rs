// refused: wrong-result — the ids are put in order, so the texts come in another one

use lab::{ApiError, BlockingApi};
use std::collections::BTreeMap;

pub fn fetch_all(api: &BlockingApi, ids: &[u32]) -> Result<Vec<String>, ApiError> {
    let mut pages = BTreeMap::new();
    for &id in ids {
        pages.insert(id, api.page(id)?);
    }
    Ok(pages.into_values().collect())
}

fn main() {}
