use std::net::ToSocketAddrs;

pub fn answer() -> u64 {
    println!("{:?}", ("localhost", 80).to_socket_addrs().map(|found| found.count()));
    41
}

fn main() {}
