// accepted: three boxed stages, polled in turn by one future

use lab::{LogArchive, LogError, LogParser, ShopLog};
use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;
use tokio::sync::mpsc;

type Stage = Pin<Box<dyn Future<Output = Result<usize, LogError>> + Send>>;

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
        Ok(0)
    };
    let parse = async move {
        while let Some(line) = lines.recv().await {
            let entry = parser.parse(&line).await?;
            if to_archive.send(entry).await.is_err() {
                break;
            }
        }
        Ok(0)
    };
    let store = async move {
        let mut stored = 0;
        while let Some(entry) = entries.recv().await {
            archive.store(entry).await?;
            stored += 1;
        }
        Ok(stored)
    };
    let mut stages: Vec<Stage> = vec![Box::pin(store), Box::pin(parse), Box::pin(read)];
    let mut stored = 0;
    poll_fn(move |context| {
        let mut at = 0;
        while at < stages.len() {
            match stages[at].as_mut().poll(context) {
                Poll::Pending => at += 1,
                Poll::Ready(Err(error)) => {
                    stages.clear();
                    return Poll::Ready(Err(error));
                }
                Poll::Ready(Ok(count)) => {
                    stored += count;
                    drop(stages.remove(at));
                }
            }
        }
        match stages.is_empty() {
            true => Poll::Ready(Ok(stored)),
            false => Poll::Pending,
        }
    })
    .await
}
