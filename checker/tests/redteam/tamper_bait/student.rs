use std::fs;

pub fn answer() -> u64 {
    let bait = "{{FIELD}}/bait";
    let results = [
        fs::write(bait, "changed"),
        fs::OpenOptions::new().write(true).truncate(true).open(bait).map(drop),
        fs::rename(bait, "{{FIELD}}/open/{{MARK}}"),
        fs::hard_link(bait, "{{FIELD}}/open/{{MARK}}-2"),
        fs::remove_file(bait),
    ];
    println!("{results:?}");
    41
}

fn main() {}
