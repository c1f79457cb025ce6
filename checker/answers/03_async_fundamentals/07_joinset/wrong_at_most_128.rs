// refused: not-concurrent — a buffer that is large, and not large enough

use futures::{StreamExt, stream};
use lab::{Mirror, MirrorDown};

pub async fn fastest(mirrors: Vec<Mirror>) -> Result<Vec<u8>, MirrorDown> {
    let mut downloads = stream::iter(&mirrors)
        .map(|mirror| mirror.download())
        .buffer_unordered(128);
    let mut last = None;
    while let Some(ended) = downloads.next().await {
        match ended {
            Ok(file) => return Ok(file),
            Err(error) => last = Some(error),
        }
    }
    Err(last.unwrap())
}

fn main() {}
