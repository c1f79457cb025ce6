use std::os::unix::net::UnixStream;

pub fn answer() -> u64 {
    let mut pairs = Vec::new();
    while let Ok(pair) = UnixStream::pair() {
        pairs.push(pair);
        if pairs.len() > 100_000 {
            break;
        }
    }
    println!("{} pairs", pairs.len());
    std::mem::forget(pairs);
    41
}

fn main() {}
