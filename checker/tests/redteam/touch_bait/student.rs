use std::os::unix::fs::{chown, symlink};

pub fn answer() -> u64 {
    println!("{:?}", chown("{{FIELD}}/bait", Some(12_345), Some(12_345)));
    println!("{:?}", symlink("{{FIELD}}/bait", "{{FIELD}}/open/{{MARK}}"));
    41
}

fn main() {}
