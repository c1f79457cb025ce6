// refused: not-concurrent — while an entry is stored, nobody polls the stream before it

use futures::{StreamExt, TryStreamExt, stream};
use lab::{LogArchive, LogError, LogParser, ShopLog};

pub async fn archive_log(
    log: ShopLog,
    parser: LogParser,
    archive: LogArchive,
    room: usize,
) -> Result<usize, LogError> {
    let _ = room;
    let log = stream::unfold(log, async |mut log| {
        Some((log.next_line().await.transpose()?, log))
    });
    let entries = log.map(async |line| parser.parse(&line?).await).buffered(1);
    entries
        .try_fold(0, async |stored, entry| {
            archive.store(entry).await.map(|()| stored + 1)
        })
        .await
}
