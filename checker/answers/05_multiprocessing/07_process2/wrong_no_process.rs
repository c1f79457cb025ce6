// refused: not-started — gives back what it was given

use std::io;
use tokio::process::Command;

pub async fn filter(_: Command, input: Vec<u8>) -> io::Result<Vec<u8>> {
    Ok(input)
}

fn main() {}
