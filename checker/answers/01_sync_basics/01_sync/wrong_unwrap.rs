// refused: panicked — an error of the shop stops the whole program

use lab::{ApiError, BlockingApi};

pub fn fetch_all(api: &BlockingApi, ids: &[u32]) -> Result<Vec<String>, ApiError> {
    Ok(ids.iter().map(|&id| api.page(id).unwrap()).collect())
}

fn main() {}
