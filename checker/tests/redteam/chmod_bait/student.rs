use std::fs;
use std::os::unix::fs::PermissionsExt;

pub fn answer() -> u64 {
    let nobody = fs::Permissions::from_mode(0o000);
    println!("{:?}", fs::set_permissions("{{FIELD}}/bait", nobody));
    41
}

fn main() {}
