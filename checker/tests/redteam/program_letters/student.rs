use std::os::unix::net::{UnixDatagram, UnixStream};
use std::{fs, net};

fn main() {
    println!("{:?}", UnixDatagram::pair().and_then(|(pair, _)| pair.send_to(b"secret", "{{FIELD}}/letters")));
    println!("{:?}", UnixStream::connect("{{FIELD}}/door"));
    println!("{:?}", net::TcpStream::connect(("127.0.0.1", {{TCP}})));
    println!("{:?}", fs::read_to_string("{{FIELD}}/bait"));
    println!("{:?}", fs::write("{{FIELD}}/open/{{MARK}}", "x"));
    println!("{:?}", fs::write("{{FIELD}}/bait", "x"));
    println!("{:?}", fs::remove_file("{{FIELD}}/bait"));
    println!("{:?}", std::process::Command::new("sh").args(["-c", "sleep 600; : {{MARK}}"]).spawn());
}
