// Each sale of the shop is a line in its log. At night the lines go into the archive: one
// is read, parsed and stored, then the next one. While it is stored, nobody reads. In a
// pipeline each of the three works at a line of its own, and hands it on. But where the
// archive is slow, lines would pile up before it until the memory is full: so there is
// room for only a few between two of them, and who finds no room waits.
//
// https://docs.rs/tokio/latest/tokio/sync/mpsc/fn.channel.html

use lab::{LogArchive, LogError, LogParser, ShopLog, ms};

/// Read the lines of `log`, parse each, and store its entry in `archive`, in the order of
/// the log. Return how many entries were stored.
///
/// Reading, parsing and storing are the three stages. All of them work at the same time,
/// each at one line: as soon as a stage is done with a line, it begins the next one that
/// the stage before it is done with.
///
/// Between two stages there is room for `room` lines, which is at least 1. As long as
/// there is room, a stage works on. Where there is none, it waits, with no more than one
/// line in its hands. (It may find out before it works at that line, or after.)
///
/// The first error of any stage is returned at once. By then the other stages have
/// stopped: what they were at is dropped, and nothing else is begun. What was stored
/// before stays in the archive.
///
/// No thread is blocked. When this future is dropped, all stages stop: what is under way
/// is dropped with it, and nothing else is begun.
pub async fn archive_log(
    log: ShopLog,
    parser: LogParser,
    archive: LogArchive,
    room: usize,
) -> Result<usize, LogError> {
    // TODO: Let the stages work at the same time. How does a line get from one to the
    // next, how does a stage learn that there are no more, and who stops it after an
    // error? So far, there is one line at a time.
    let _ = room;
    let mut log = log;
    let mut stored = 0;
    while let Some(line) = log.next_line().await? {
        let entry = parser.parse(&line).await?;
        archive.store(entry).await?;
        stored += 1;
    }
    Ok(stored)
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (log, parser, archive) = (
        ShopLog::sample(),
        LogParser::new(ms(20)),
        LogArchive::new(ms(20)),
    );
    let stored = archive_log(log, parser, archive.clone(), 4).await;
    println!("stored: {stored:?}, {:?}", archive.entries());
    for call in archive.journal().calls() {
        println!("{} after {} ms", call.item, call.start.as_millis());
    }
}

// These tests look at what is stored and returned. A hidden test also looks at how it
// runs: which stages work at the same time, how many lines wait, and who stops when.
#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn every_line_is_stored_in_order() {
        let log = ShopLog::new(&["3 tea", "1 kettle", "6 cups"], ms(20));
        let (parser, archive) = (LogParser::new(ms(20)), LogArchive::new(ms(20)));
        let stored = archive_log(log, parser, archive.clone(), 2).await;
        assert_eq!(stored, Ok(3));
        assert_eq!(archive.entries(), ["3 tea", "1 kettle", "6 cups"]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_line_that_says_nothing_is_an_error() {
        let log = ShopLog::new(&["3 tea", "a kettle"], ms(20));
        let (parser, archive) = (LogParser::new(ms(5)), LogArchive::new(ms(5)));
        let stored = archive_log(log, parser, archive.clone(), 2).await;
        assert_eq!(stored, Err(LogError::Malformed));
        assert_eq!(archive.entries(), ["3 tea"]);
    }
}
