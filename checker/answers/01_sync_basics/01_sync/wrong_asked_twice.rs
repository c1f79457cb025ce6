// refused: wrong-result — each page is fetched once to see whether it works, and once more

use lab::{ApiError, BlockingApi};

pub fn fetch_all(api: &BlockingApi, ids: &[u32]) -> Result<Vec<String>, ApiError> {
    if let Some(error) = ids.iter().find_map(|&id| api.page(id).err()) {
        return Err(error);
    }
    ids.iter().map(|&id| api.page(id)).collect()
}

fn main() {}
