// refused: not-concurrent — in each round all stages wait for the slowest one

use lab::LogEntry;
use lab::{LogArchive, LogError, LogParser, ShopLog};

pub async fn archive_log(
    log: ShopLog,
    parser: LogParser,
    archive: LogArchive,
    room: usize,
) -> Result<usize, LogError> {
    let _ = room;
    let (mut log, mut stored) = (log, 0);
    let (mut line, mut entry) = (None::<String>, None::<LogEntry>);
    let mut is_over = false;
    while !is_over || line.is_some() || entry.is_some() {
        let read = async {
            match is_over {
                true => Ok(None),
                false => log.next_line().await,
            }
        };
        let parse = async {
            match &line {
                Some(line) => parser.parse(line).await.map(Some),
                None => Ok(None),
            }
        };
        let store = async {
            match entry.take() {
                Some(entry) => archive.store(entry).await.map(|()| 1),
                None => Ok(0),
            }
        };
        let (next_line, next_entry, count) = tokio::try_join!(read, parse, store)?;
        stored += count;
        is_over = next_line.is_none();
        (line, entry) = (next_line, next_entry);
    }
    Ok(stored)
}
