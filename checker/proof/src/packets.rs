//! Connections on which it is seen that a network carries packets.

use tokio::net::TcpListener;

/// From now on, who connects to `listener` gets a connection with packets as small as on
/// a network between machines. Within one machine they are so large that a `write`
/// goes through whole or not at all, and nobody sees what becomes of the rest of one.
///
/// Where the system has no such setting, nothing changes.
pub fn small_packets(listener: &TcpListener) {
    #[cfg(unix)]
    {
        use std::os::fd::AsRawFd;
        static OF_AN_ETHERNET: libc::c_int = 1_460;
        let size = libc::socklen_t::try_from(size_of::<libc::c_int>()).unwrap_or(4);
        #[expect(unsafe_code, reason = "no library that is here sets this")]
        // SAFETY: the call reads one number, of the size that it is told.
        unsafe {
            libc::setsockopt(
                listener.as_raw_fd(),
                libc::IPPROTO_TCP,
                libc::TCP_MAXSEG,
                (&raw const OF_AN_ETHERNET).cast(),
                size,
            );
        }
    }
    #[cfg(not(unix))]
    let _ = listener;
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use crate::real_time;
    use crate::refusal::accepts;
    use std::io::{self, ErrorKind};
    use tokio::net::{TcpSocket, TcpStream};

    #[test]
    fn a_write_takes_a_part_when_nobody_reads() {
        accepts(|| {
            real_time(async || {
                let parts = parts_of_a_kilobyte().await;
                assert!(parts.is_ok_and(|parts| parts > 0));
            });
        });
    }

    /// How many of the writes that nobody reads were cut.
    async fn parts_of_a_kilobyte() -> io::Result<usize> {
        let socket = TcpSocket::new_v4()?;
        socket.set_send_buffer_size(32 << 10)?;
        socket.bind(([127, 0, 0, 1], 0).into())?;
        let listener = socket.listen(1)?;
        small_packets(&listener);
        let _client = TcpStream::connect(listener.local_addr()?).await?;
        let (server, _) = listener.accept().await?;
        server.writable().await?;
        let mut parts = 0;
        loop {
            match server.try_write(&[0; 1_024]) {
                Ok(1_024) => {}
                Ok(_) => parts += 1,
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(parts),
                Err(error) => return Err(error),
            }
        }
    }
}
