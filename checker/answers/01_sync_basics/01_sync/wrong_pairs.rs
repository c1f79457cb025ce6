// refused: wrong-result — two calls at a time, so that one is made after a failure

use lab::{ApiError, BlockingApi};

pub fn fetch_all(api: &BlockingApi, ids: &[u32]) -> Result<Vec<String>, ApiError> {
    let mut texts = Vec::with_capacity(ids.len());
    for pair in ids.chunks(2) {
        match *pair {
            [one, other] => {
                let (one, other) = (api.page(one), api.page(other));
                texts.push(one?);
                texts.push(other?);
            }
            _ => texts.push(api.page(pair[0])?),
        }
    }
    Ok(texts)
}

fn main() {}
