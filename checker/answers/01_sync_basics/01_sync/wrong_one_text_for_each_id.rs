// refused: wrong-result — the texts are kept by id, so an id that comes twice has one text

use lab::{ApiError, BlockingApi};

use std::collections::HashMap;

pub fn fetch_all(api: &BlockingApi, ids: &[u32]) -> Result<Vec<String>, ApiError> {
    let mut map = HashMap::new();
    for id in ids {
        map.insert(*id, api.page(*id)?);
    }
    let mut out = vec![];
    for id in ids {
        if let Some(t) = map.remove(id) {
            out.push(t);
        }
    }
    Ok(out)
}

fn main() {}
