use std::fs;
use std::os::unix::fs::symlink;

pub fn answer() -> u64 {
    let own = std::env::temp_dir();
    let link = own.join("link");
    println!("{:?}", symlink("{{FIELD}}/bait", &link));
    println!("{:?}", fs::read_to_string(&link));
    println!("{:?}", fs::hard_link("{{FIELD}}/bait", own.join("hard")));
    println!("{:?}", fs::read_to_string(own.join("hard")));
    println!("{:?}", fs::read_to_string(own.join("../../../../..{{FIELD}}/bait")));
    println!("{:?}", fs::write("{{FIELD}}/open/{{MARK}}", "x"));
    println!("{:?}", fs::write("{{FIELD}}/bait", "x"));
    println!("{:?}", fs::rename("{{FIELD}}/bait", own.join("bait")));
    println!("{:?}", fs::read("/proc/self/mem").is_ok());
    41
}

fn main() {}
