// refused: not-concurrent — entries are handed on when there are as many as there is room for

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
        let mut batch = Vec::new();
        loop {
            let line = lines.recv().await;
            let is_over = line.is_none();
            if let Some(line) = line {
                batch.push(parser.parse(&line).await?);
            }
            if is_over || batch.len() == room {
                for entry in batch.drain(..) {
                    if to_archive.send(entry).await.is_err() {
                        return Ok(());
                    }
                }
            }
            if is_over {
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
