// accepted: `try_fold` stops at the first error too

use lab::{ApiError, BlockingApi};

pub fn fetch_all(api: &BlockingApi, ids: &[u32]) -> Result<Vec<String>, ApiError> {
    ids.iter().try_fold(Vec::new(), |mut pages, &id| {
        pages.push(api.page(id)?);
        Ok(pages)
    })
}

fn main() {}
