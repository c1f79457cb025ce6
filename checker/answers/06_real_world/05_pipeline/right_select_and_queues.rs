// accepted: one loop with a `select!`, where a stage takes its line a moment before it begins

use lab::{LogArchive, LogError, LogParser, ShopLog};

pub async fn archive_log(
    log: ShopLog,
    parser: LogParser,
    archive: LogArchive,
    room: usize,
) -> Result<usize, LogError> {
    use futures::future::{BoxFuture, FutureExt};
    use std::collections::VecDeque;
    let mut idle_log = Some(log);
    let mut reading: Option<BoxFuture<'static, (ShopLog, Result<Option<String>, LogError>)>> = None;
    let mut parsing: Option<BoxFuture<'static, Result<_, LogError>>> = None;
    let mut storing: Option<BoxFuture<'static, Result<(), LogError>>> = None;
    let (mut lines, mut entries) = (VecDeque::new(), VecDeque::new());
    let (mut line_in_hand, mut entry_in_hand) = (None, None);
    let mut stored = 0;
    loop {
        if storing.is_none()
            && let Some(entry) = entries.pop_front()
        {
            let archive = archive.clone();
            storing = Some(async move { archive.store(entry).await }.boxed());
        }
        if entries.len() < room
            && let Some(entry) = entry_in_hand.take()
        {
            entries.push_back(entry);
            continue;
        }
        if parsing.is_none()
            && entry_in_hand.is_none()
            && let Some(line) = lines.pop_front()
        {
            let (parser, line): (LogParser, String) = (parser.clone(), line);
            parsing = Some(async move { parser.parse(&line).await }.boxed());
        }
        if lines.len() < room
            && let Some(line) = line_in_hand.take()
        {
            lines.push_back(line);
            continue;
        }
        if line_in_hand.is_none()
            && let Some(mut log) = idle_log.take()
        {
            reading = Some(
                async move {
                    let line = log.next_line().await;
                    (log, line)
                }
                .boxed(),
            );
        }
        if reading.is_none() && parsing.is_none() && storing.is_none() {
            return Ok(stored);
        }
        tokio::select! {
            Some((log, line)) = opt(&mut reading) => {
                reading = None;
                if let Some(line) = line? {
                    line_in_hand = Some(line);
                    idle_log = Some(log);
                }
            }
            Some(entry) = opt(&mut parsing) => {
                parsing = None;
                entry_in_hand = Some(entry?);
            }
            Some(done) = opt(&mut storing) => {
                storing = None;
                done?;
                stored += 1;
            }
        }
    }
}

async fn opt<F: Future + Unpin>(future: &mut Option<F>) -> Option<F::Output> {
    match future {
        Some(future) => Some(future.await),
        None => None,
    }
}
