// accepted: three tasks, which are stopped and waited for after an error

use lab::{LogArchive, LogError, LogParser, ShopLog};
use tokio::sync::mpsc;
use tokio::task::JoinSet;

pub async fn archive_log(
    log: ShopLog,
    parser: LogParser,
    archive: LogArchive,
    room: usize,
) -> Result<usize, LogError> {
    let mut log = log;
    let (to_parser, mut lines) = mpsc::channel(room);
    let (to_archive, mut entries) = mpsc::channel(room);
    let mut stages = JoinSet::new();
    stages.spawn(async move {
        while let Some(line) = log.next_line().await? {
            if to_parser.send(line).await.is_err() {
                break;
            }
        }
        Ok(0)
    });
    stages.spawn(async move {
        while let Some(line) = lines.recv().await {
            let entry = parser.parse(&line).await?;
            if to_archive.send(entry).await.is_err() {
                break;
            }
        }
        Ok(0)
    });
    stages.spawn(async move {
        let mut stored = 0;
        while let Some(entry) = entries.recv().await {
            archive.store(entry).await?;
            stored += 1;
        }
        Ok(stored)
    });
    let mut stored = 0;
    while let Some(stage) = stages.join_next().await {
        match stage.unwrap_or_else(|error| std::panic::resume_unwind(error.into_panic())) {
            Ok(count) => stored += count,
            Err(error) => {
                stages.shutdown().await;
                return Err(error);
            }
        }
    }
    Ok(stored)
}
