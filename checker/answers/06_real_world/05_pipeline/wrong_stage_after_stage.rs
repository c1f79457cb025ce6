// refused: not-concurrent — all lines are read, then all are parsed, then all are stored

use lab::{LogArchive, LogError, LogParser, ShopLog};

pub async fn archive_log(
    log: ShopLog,
    parser: LogParser,
    archive: LogArchive,
    room: usize,
) -> Result<usize, LogError> {
    let mut log = log;
    let (mut lines, mut entries) = (Vec::new(), Vec::with_capacity(room));
    while let Some(line) = log.next_line().await? {
        lines.push(line);
    }
    for line in &lines {
        entries.push(parser.parse(line).await?);
    }
    let stored = entries.len();
    for entry in entries {
        archive.store(entry).await?;
    }
    Ok(stored)
}
