// accepted: one loop that drives what is under way, and two queues

use futures::future::{Fuse, FusedFuture, FutureExt};
use lab::{LogArchive, LogError, LogParser, ShopLog};
use std::collections::VecDeque;
use std::pin::pin;

pub async fn archive_log(
    log: ShopLog,
    parser: LogParser,
    archive: LogArchive,
    room: usize,
) -> Result<usize, LogError> {
    // Each future that is under way brings back what it works with.
    let read = async |mut log: ShopLog| {
        let line = log.next_line().await;
        (line, log)
    };
    let parse = async |line: String| parser.parse(&line).await;
    let (mut lines, mut entries) = (VecDeque::new(), VecDeque::new());
    let (mut log, mut stored) = (Some(log), 0);
    let mut reading = pin!(Fuse::terminated());
    let mut parsing = pin!(Fuse::terminated());
    let mut storing = pin!(Fuse::terminated());
    loop {
        if storing.is_terminated()
            && let Some(entry) = entries.pop_front()
        {
            storing.set(archive.store(entry).fuse());
        }
        if parsing.is_terminated()
            && entries.len() < room
            && let Some(line) = lines.pop_front()
        {
            parsing.set(parse(line).fuse());
        }
        if reading.is_terminated()
            && lines.len() < room
            && let Some(log) = log.take()
        {
            reading.set(read(log).fuse());
        }
        if reading.is_terminated() && parsing.is_terminated() && storing.is_terminated() {
            return Ok(stored);
        }
        futures::select! {
            (line, rest) = reading => {
                if let Some(line) = line? {
                    lines.push_back(line);
                    log = Some(rest);
                }
            }
            entry = parsing => entries.push_back(entry?),
            done = storing => {
                done?;
                stored += 1;
            }
        }
    }
}
