// refused: wrong-result — every error gets the same message, whatever the shop said

use lab::{ApiError, BlockingApi};

pub fn fetch_all(api: &BlockingApi, ids: &[u32]) -> Result<Vec<String>, ApiError> {
    ids.iter()
        .map(|&id| {
            api.page(id).map_err(|_| ApiError {
                id,
                message: "there is no such page".to_owned(),
            })
        })
        .collect()
}

fn main() {}
