// accepted: a loop, and `?` leaves it at the first error

use lab::{ApiError, BlockingApi};

pub fn fetch_all(api: &BlockingApi, ids: &[u32]) -> Result<Vec<String>, ApiError> {
    let mut pages = Vec::with_capacity(ids.len());
    for &id in ids {
        pages.push(api.page(id)?);
    }
    Ok(pages)
}

fn main() {}
