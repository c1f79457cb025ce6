// accepted: streams that are forwarded into channels

use futures::channel::mpsc;
use futures::{SinkExt, StreamExt, TryStreamExt, stream};
use lab::{LogArchive, LogError, LogParser, ShopLog};

pub async fn archive_log(
    log: ShopLog,
    parser: LogParser,
    archive: LogArchive,
    room: usize,
) -> Result<usize, LogError> {
    // A channel of this kind has room for one more than it is asked for: that of its sender.
    let (to_parser, lines) = mpsc::channel(room - 1);
    let (to_archive, entries) = mpsc::channel(room - 1);
    let log = stream::try_unfold(log, async |mut log| {
        Ok(log.next_line().await?.map(|line| (line, log)))
    });
    // Who takes nothing any more has failed, and says so itself.
    let read = log.forward(to_parser.sink_map_err(|_| LogError::NotStored));
    let parsed = lines.then(async |line: String| parser.parse(&line).await);
    let parse = parsed.forward(to_archive.sink_map_err(|_| LogError::NotStored));
    let store = entries.map(Ok).try_fold(0, async |stored, entry| {
        archive.store(entry).await.map(|()| stored + 1)
    });
    // The last stage is asked first, so that its error comes before what follows from it.
    let (stored, (), ()) = tokio::try_join!(biased; store, parse, read)?;
    Ok(stored)
}
