// refused: not-concurrent — a line goes all the way before the next one is read

use lab::{LogArchive, LogError, LogParser, ShopLog};

pub async fn archive_log(
    log: ShopLog,
    parser: LogParser,
    archive: LogArchive,
    room: usize,
) -> Result<usize, LogError> {
    let (mut log, mut stored) = (log, 0);
    let _ = room;
    while let Some(line) = log.next_line().await? {
        let entry = parser.parse(&line).await?;
        archive.store(entry).await?;
        stored += 1;
    }
    Ok(stored)
}
