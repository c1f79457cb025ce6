// refused: blocks-runtime — a channel of the standard library holds the thread

use lab::{LogArchive, LogError, LogParser, ShopLog};
use std::sync::mpsc;

pub async fn archive_log(
    log: ShopLog,
    parser: LogParser,
    archive: LogArchive,
    room: usize,
) -> Result<usize, LogError> {
    let mut log = log;
    let (to_parser, lines) = mpsc::sync_channel(room);
    let (to_archive, entries) = mpsc::sync_channel(room);
    let read = async move {
        while let Some(line) = log.next_line().await? {
            if to_parser.send(line).is_err() {
                break;
            }
        }
        Ok(())
    };
    let parse = async move {
        while let Ok(line) = lines.recv() {
            let entry = parser.parse(&line).await?;
            if to_archive.send(entry).is_err() {
                break;
            }
        }
        Ok(())
    };
    let store = async move {
        let mut stored = 0;
        while let Ok(entry) = entries.recv() {
            archive.store(entry).await?;
            stored += 1;
        }
        Ok(stored)
    };
    let ((), (), stored) = tokio::try_join!(read, parse, store)?;
    Ok(stored)
}
