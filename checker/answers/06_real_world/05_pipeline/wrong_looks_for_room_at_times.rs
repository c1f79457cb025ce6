// refused: busy-waits — who finds no room looks again every millisecond

use lab::{LogArchive, LogError, LogParser, ShopLog};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::sleep;

pub async fn archive_log(
    log: ShopLog,
    parser: LogParser,
    archive: LogArchive,
    room: usize,
) -> Result<usize, LogError> {
    let mut log = log;
    let (to_parser, mut lines) = mpsc::channel(room);
    let (to_archive, mut entries) = mpsc::channel(room);
    let read = async move {
        while let Some(line) = log.next_line().await? {
            while to_parser.capacity() == 0 && !to_parser.is_closed() {
                sleep(Duration::from_millis(1)).await;
            }
            if to_parser.send(line).await.is_err() {
                break;
            }
        }
        Ok(())
    };
    let parse = async move {
        while let Some(line) = lines.recv().await {
            let entry = parser.parse(&line).await?;
            if to_archive.send(entry).await.is_err() {
                break;
            }
        }
        Ok(())
    };
    let store = async move {
        let mut stored = 0;
        while let Some(entry) = entries.recv().await {
            archive.store(entry).await?;
            stored += 1;
        }
        Ok(stored)
    };
    let ((), (), stored) = tokio::try_join!(read, parse, store)?;
    Ok(stored)
}
