// refused: wrong-result — who finds nobody that takes its line has an error of its own

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
            to_parser
                .send(line)
                .await
                .map_err(|_| LogError::Unreadable)?;
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
    let (read, parse, store) = tokio::join!(read, parse, store);
    read?;
    parse?;
    store
}
