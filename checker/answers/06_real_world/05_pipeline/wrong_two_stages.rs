// refused: not-concurrent — who stores parses too, so only two stages overlap

use lab::{LogArchive, LogError, LogParser, ShopLog};
use tokio::sync::mpsc;

pub async fn archive_log(
    log: ShopLog,
    parser: LogParser,
    archive: LogArchive,
    room: usize,
) -> Result<usize, LogError> {
    let mut log = log;
    let (sender, mut lines) = mpsc::channel(room);
    let read = async move {
        while let Some(line) = log.next_line().await? {
            if sender.send(line).await.is_err() {
                break;
            }
        }
        Ok(())
    };
    let store = async move {
        let mut stored = 0;
        while let Some(line) = lines.recv().await {
            let entry: lab::LogEntry = parser.parse(&line).await?;
            archive.store(entry).await?;
            stored += 1;
        }
        Ok(stored)
    };
    let ((), stored) = tokio::try_join!(read, store)?;
    Ok(stored)
}
