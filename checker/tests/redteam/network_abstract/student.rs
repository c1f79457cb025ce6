use std::os::linux::net::SocketAddrExt;
use std::os::unix::net::{SocketAddr, UnixListener};

pub fn answer() -> u64 {
    let address = SocketAddr::from_abstract_name("{{MARK}}").unwrap();
    println!("{:?}", UnixListener::bind_addr(&address));
    41
}

fn main() {}
