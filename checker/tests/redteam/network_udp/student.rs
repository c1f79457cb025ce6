use std::net::UdpSocket;

pub fn answer() -> u64 {
    let socket = UdpSocket::bind("127.0.0.1:0");
    println!("{:?}", socket.and_then(|socket| socket.send_to(b"secret", ("127.0.0.1", {{UDP}}))));
    41
}

fn main() {}
