// accepted: who parses takes a line, and then looks for room

use lab::{LogArchive, LogError, LogParser, ShopLog};
use tokio::sync::mpsc;

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
            if to_parser.send(line).await.is_err() {
                break;
            }
        }
        Ok(())
    };
    let parse = async move {
        while let Some(line) = lines.recv().await {
            let Ok(place) = to_archive.reserve().await else {
                break;
            };
            place.send(parser.parse(&line).await?);
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
