// refused: wrong-result — a line that came before is left out

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
            let entry = parser.parse(&line).await?;
            if to_archive.send(entry).await.is_err() {
                break;
            }
        }
        Ok(())
    };
    let store = async move {
        let mut stored = 0;
        let mut known = std::collections::HashSet::new();
        while let Some(entry) = entries.recv().await {
            if !known.insert(entry.to_string()) {
                continue;
            }
            archive.store(entry).await?;
            stored += 1;
        }
        Ok(stored)
    };
    let ((), (), stored) = tokio::try_join!(read, parse, store)?;
    Ok(stored)
}
