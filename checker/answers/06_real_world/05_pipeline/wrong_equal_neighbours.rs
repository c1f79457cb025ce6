// refused: wrong-result — a line that is the same as the one before it is left out

use lab::{LogArchive, LogError, LogParser, ShopLog};

pub async fn archive_log(
    log: ShopLog,
    parser: LogParser,
    archive: LogArchive,
    room: usize,
) -> Result<usize, LogError> {
    let (to_parse, mut lines) = tokio::sync::mpsc::channel(room);
    let (to_store, mut entries) = tokio::sync::mpsc::channel(room);
    let mut log = log;
    let read = async {
        let mut last = None;
        while let Some(line) = log.next_line().await? {
            if last.as_ref() == Some(&line) {
                continue;
            }
            last = Some(line.clone());
            if to_parse.send(line).await.is_err() {
                break;
            }
        }
        drop(to_parse);
        Ok(())
    };
    let parse = async {
        while let Some(line) = lines.recv().await {
            let line: String = line;
            if to_store.send(parser.parse(&line).await?).await.is_err() {
                break;
            }
        }
        drop(to_store);
        Ok(())
    };
    let store = async {
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
