// accepted: a stage looks for room before it takes a line

use lab::{LogArchive, LogError, LogParser, ShopLog};
use tokio::sync::mpsc;

pub async fn archive_log(
    log: ShopLog,
    parser: LogParser,
    archive: LogArchive,
    room: usize,
) -> Result<usize, LogError> {
    let mut log = log;
    let (before_parser, mut lines) = mpsc::channel(room);
    let (before_archive, mut entries) = mpsc::channel(room);
    let read = async move {
        while let Ok(place) = before_parser.reserve().await {
            match log.next_line().await? {
                Some(line) => place.send(line),
                None => break,
            }
        }
        Ok(())
    };
    let parse = async move {
        while let Ok(place) = before_archive.reserve().await {
            match lines.recv().await {
                Some(line) => place.send(parser.parse(&line).await?),
                None => break,
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
