use std::os::unix::net::{UnixDatagram, UnixListener, UnixStream};

pub fn answer() -> u64 {
    println!("{:?}", UnixStream::connect("{{FIELD}}/door"));
    println!("{:?}", UnixListener::bind("{{FIELD}}/open/{{MARK}}"));
    println!("{:?}", UnixDatagram::unbound());
    41
}

fn main() {}
