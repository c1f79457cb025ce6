// refused: not-concurrent — one limit for both gaps together

use lab::{LogArchive, LogError, LogParser, ShopLog};
use std::sync::Arc;
use tokio::sync::{Semaphore, mpsc};

pub async fn archive_log(
    log: ShopLog,
    parser: LogParser,
    archive: LogArchive,
    room: usize,
) -> Result<usize, LogError> {
    let mut log = log;
    let (to_parser, mut lines) = mpsc::unbounded_channel();
    let (to_archive, mut entries) = mpsc::unbounded_channel();
    let places = Arc::new(Semaphore::new(room));
    let read = async move {
        while let Some(line) = log.next_line().await? {
            let place = places.clone().acquire_owned().await;
            if to_parser.send((line, place)).is_err() {
                break;
            }
        }
        Ok(())
    };
    let parse = async move {
        while let Some((line, place)) = lines.recv().await {
            let entry = parser.parse(&line).await?;
            if to_archive.send((entry, place)).is_err() {
                break;
            }
        }
        Ok(())
    };
    let store = async move {
        let mut stored = 0;
        while let Some((entry, place)) = entries.recv().await {
            archive.store(entry).await?;
            drop(place);
            stored += 1;
        }
        Ok(stored)
    };
    let ((), (), stored) = tokio::try_join!(read, parse, store)?;
    Ok(stored)
}
