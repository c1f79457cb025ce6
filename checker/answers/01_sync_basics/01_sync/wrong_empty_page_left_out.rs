// refused: wrong-result — a page without text is taken for none

use lab::{ApiError, BlockingApi};

pub fn fetch_all(api: &BlockingApi, ids: &[u32]) -> Result<Vec<String>, ApiError> {
    let mut v = vec![];
    for &id in ids {
        let t = api.page(id)?;
        if !t.is_empty() {
            v.push(t);
        }
    }
    Ok(v)
}

fn main() {}
