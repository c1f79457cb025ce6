//! A network with nothing in it but this process.

use crate::{canary, user};
use report::Network;
use std::fs;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};

/// Move into a network of our own, where the system lets us: root may, and
/// elsewhere whoever may make a user namespace.
pub(crate) fn of_our_own() -> Network {
    // There is no way back from one that does not work, so a copy of us tries.
    if !canary::in_a_copy(|| move_there().is_ok() && talks_to_itself().is_ok()) {
        return Network::Any;
    }
    match move_there() {
        Ok(()) => {
            keep_little_on_the_way();
            Network::Loopback
        }
        Err(_) => Network::None,
    }
}

/// What was sent and not read yet lies in memory of the kernel, which no limit of
/// this process counts, and a connection that is busy is given ever more of it:
/// here, no more than it begins with, or twice that.
fn keep_little_on_the_way() {
    // Where these cannot be written, as in many containers, the number of
    // connections is the only bound.
    let _ = fs::write("/proc/sys/net/ipv4/tcp_wmem", "4096 16384 262144");
    let _ = fs::write("/proc/sys/net/ipv4/tcp_rmem", "4096 131072 262144");
}

#[expect(unsafe_code, reason = "no library that we have makes namespaces")]
fn move_there() -> io::Result<()> {
    // SAFETY: this process has one thread, and no memory is touched.
    let moved = unsafe {
        libc::unshare(libc::CLONE_NEWNET) == 0
            // Root in a user namespace could not become anybody else.
            || (!user::is_root() && libc::unshare(libc::CLONE_NEWUSER | libc::CLONE_NEWNET) == 0)
    };
    match moved {
        true => bring_up_loopback(),
        false => Err(io::Error::last_os_error()),
    }
}

#[expect(
    unsafe_code,
    reason = "an interface is brought up by a request of its own"
)]
fn bring_up_loopback() -> io::Result<()> {
    // SAFETY: all zeros are a request without a name; the name that is set is
    // shorter than its place and ends with a zero. The kernel reads and writes
    // this request only, and the socket is closed in any case.
    unsafe {
        let mut request: libc::ifreq = std::mem::zeroed();
        for (place, letter) in request.ifr_name.iter_mut().zip(c"lo".to_bytes()) {
            *place = *letter as libc::c_char;
        }
        request.ifr_ifru.ifru_flags = libc::IFF_UP as libc::c_short;
        let socket = libc::socket(libc::AF_INET, libc::SOCK_DGRAM | libc::SOCK_CLOEXEC, 0);
        if socket < 0 {
            return Err(io::Error::last_os_error());
        }
        let done = libc::ioctl(socket, libc::SIOCSIFFLAGS as _, &raw const request);
        let error = io::Error::last_os_error();
        libc::close(socket);
        match done {
            0 => Ok(()),
            _ => Err(error),
        }
    }
}

fn talks_to_itself() -> io::Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let mut one = TcpStream::connect(listener.local_addr()?)?;
    let (mut other, _) = listener.accept()?;
    one.write_all(b"?")?;
    other.read_exact(&mut [0])
}
