use std::io::{Read, Write};
use std::os::unix::net::UnixStream;

fn main() {
    let (mut one, mut other) = UnixStream::pair().unwrap();
    let thread = std::thread::spawn(move || one.write_all(b"42").unwrap());
    let mut text = String::new();
    other.read_to_string(&mut text).unwrap();
    thread.join().unwrap();
    assert_eq!(text, "42");
}
