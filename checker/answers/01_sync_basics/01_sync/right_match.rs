// accepted: a `match` that returns early

use lab::{ApiError, BlockingApi};

pub fn fetch_all(api: &BlockingApi, ids: &[u32]) -> Result<Vec<String>, ApiError> {
    let mut pages = Vec::new();
    let mut index = 0;
    while index < ids.len() {
        match api.page(ids[index]) {
            Ok(page) => pages.push(page),
            Err(error) => return Err(error),
        }
        index += 1;
    }
    Ok(pages)
}

fn main() {}
