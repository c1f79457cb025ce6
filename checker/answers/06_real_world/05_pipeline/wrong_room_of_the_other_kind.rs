// refused: too-concurrent — a channel of this kind has one more place for each sender

use futures::channel::mpsc;
use futures::{SinkExt, StreamExt, TryStreamExt, stream};
use lab::{LogArchive, LogError, LogParser, ShopLog};

pub async fn archive_log(
    log: ShopLog,
    parser: LogParser,
    archive: LogArchive,
    room: usize,
) -> Result<usize, LogError> {
    let (to_parser, lines) = mpsc::channel(room);
    let (to_archive, entries) = mpsc::channel(room);
    let log = stream::try_unfold(log, async |mut log| {
        Ok(log.next_line().await?.map(|line| (line, log)))
    });
    let read = log.forward(to_parser.sink_map_err(|_| LogError::NotStored));
    let parsed = lines.then(async |line: String| parser.parse(&line).await);
    let parse = parsed.forward(to_archive.sink_map_err(|_| LogError::NotStored));
    let store = entries.map(Ok).try_fold(0, async |stored, entry| {
        archive.store(entry).await.map(|()| stored + 1)
    });
    let (stored, (), ()) = tokio::try_join!(biased; store, parse, read)?;
    Ok(stored)
}
