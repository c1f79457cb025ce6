use std::os::unix::net::UnixDatagram;

pub fn answer() -> u64 {
    let sent = UnixDatagram::pair().and_then(|(pair, _)| pair.send_to(b"secret", "{{FIELD}}/letters"));
    println!("{sent:?}");
    41
}

fn main() {}
