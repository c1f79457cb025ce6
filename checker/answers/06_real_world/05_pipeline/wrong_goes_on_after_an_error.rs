// refused: leaks — tasks that nobody stops

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
        Ok::<_, LogError>(())
    };
    let parse = async move {
        while let Some(line) = lines.recv().await {
            let entry = parser.parse(&line).await?;
            if to_archive.send(entry).await.is_err() {
                break;
            }
        }
        Ok::<_, LogError>(())
    };
    let store = async move {
        let mut stored = 0;
        while let Some(entry) = entries.recv().await {
            archive.store(entry).await?;
            stored += 1;
        }
        Ok::<_, LogError>(stored)
    };
    let read = tokio::spawn(read);
    let parse = tokio::spawn(parse);
    let store = tokio::spawn(store);
    let flat = async |task: tokio::task::JoinHandle<Result<(), LogError>>| task.await.unwrap();
    let ((), (), stored) =
        tokio::try_join!(flat(read), flat(parse), async { store.await.unwrap() })?;
    Ok(stored)
}
