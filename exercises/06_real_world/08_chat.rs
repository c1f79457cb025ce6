// Customers of the shop meet in a chat room. A `broadcast` channel hands each line to all
// of them. But somebody's phone is in a pocket: it takes nothing any more, and what is
// written to it waits. If the others waited with it, one pocket would silence the room.
// So the channel keeps a number of lines, drops the oldest, and tells a receiver that
// comes too late how many it has missed.
//
// https://docs.rs/tokio/latest/tokio/sync/broadcast/index.html

use std::io;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::sync::broadcast;

/// A line, and who said it.
#[derive(Clone, Debug)]
pub struct Said {
    pub name: String,
    pub line: String,
}

/// Let the client at the other end of `stream` talk in a room until it leaves. Nobody
/// else in the room has its name.
///
/// Every line that it sends goes to `room` whole, in order, and as soon as its end is
/// there. A line ends with `\n` or `\r\n`, which is no part of it, and the last one may
/// have no end. It may be empty, come in many pieces, or come in one piece with others.
///
/// What others say after the first poll is sent to the client at once and in order:
/// `name: line` and a `\n` for each. What it says itself is not. If it is so slow that
/// the channel has dropped some, it is told instead how many that were, as in
/// `(missed 3)`, and gets all that comes after them. For a slow client no more is kept
/// than `room` keeps, give or take a few lines.
///
/// Nobody waits for a client that does not read, and what it sends still goes to the
/// room. However long it is silent or does not read, it stays. When it sends no more, it
/// has left: return then, even if something waits to be sent to it. An error of reading
/// or of writing is returned at once; half a line before it goes nowhere. One of the kind
/// `InvalidData` is returned at once for a line that is not UTF-8.
///
/// No thread is blocked. When this has returned or is dropped, nothing of it is left in
/// the room: no task and no receiver, and `stream` is dropped.
pub async fn chat<S>(stream: S, name: &str, room: &broadcast::Sender<Said>) -> io::Result<()>
where
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
{
    let (_from_client, _to_client) = tokio::io::split(stream);
    let _said = room.subscribe();
    // TODO: Hand to the room what the client says. What is lost of half a line when
    // something else happens meanwhile?
    // TODO: Send to the client what others say. What is not done while it does not read?
    // TODO: What does `recv` return to a receiver that comes too late?
    let _ = name;
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let room = broadcast::Sender::new(16);
    let mut clients = Vec::new();
    for name in ["Ada", "Ben"] {
        let (client, stream) = tokio::io::duplex(256);
        let room = room.clone();
        tokio::spawn(async move { chat(stream, name, &room).await });
        clients.push(client);
    }
    tokio::task::yield_now().await;
    clients[0].write_all(b"Is there tea?\n").await?;
    let mut heard = [0; 256];
    let count = clients[1].read(&mut heard).await?;
    print!("Ben hears {}", String::from_utf8_lossy(&heard[..count]));
    Ok(())
}

// These clients read what they get. A hidden test has some that do not, some that break,
// and lines in pieces.
#[cfg(test)]
mod tests {
    use super::*;
    use lab::ms;
    use tokio::io::{AsyncBufReadExt, BufReader, DuplexStream};
    use tokio::time::{sleep, timeout};

    fn joins(room: &broadcast::Sender<Said>, name: &'static str) -> BufReader<DuplexStream> {
        let (client, stream) = tokio::io::duplex(256);
        let room = room.clone();
        tokio::spawn(async move { chat(stream, name, &room).await });
        BufReader::new(client)
    }

    async fn hears(client: &mut BufReader<DuplexStream>, line: &str) {
        let mut heard = String::new();
        let read = timeout(ms(1_000), client.read_line(&mut heard));
        read.await.expect("a line in time").unwrap();
        assert_eq!(heard, line);
    }

    #[tokio::test(start_paused = true)]
    async fn what_one_says_the_others_hear() {
        let room = broadcast::Sender::new(16);
        let [mut ada, mut ben, mut chris] = ["Ada", "Ben", "Chris"].map(|name| joins(&room, name));
        sleep(ms(1)).await;
        ada.write_all(b"Is there tea?\n").await.unwrap();
        hears(&mut ben, "Ada: Is there tea?\n").await;
        hears(&mut chris, "Ada: Is there tea?\n").await;
        ben.write_all(b"Yes!\n").await.unwrap();
        hears(&mut ada, "Ben: Yes!\n").await;
    }

    #[tokio::test(start_paused = true)]
    async fn who_leaves_is_no_longer_there() {
        let room = broadcast::Sender::new(16);
        let ada = joins(&room, "Ada");
        sleep(ms(1)).await;
        drop(ada);
        sleep(ms(1)).await;
        assert_eq!(room.receiver_count(), 0);
    }
}
