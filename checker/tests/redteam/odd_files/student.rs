use std::fs::{self, File};
use std::os::unix::fs::symlink;

pub fn answer() -> u64 {
    let here = std::env::temp_dir();
    let _ = symlink("circle", here.join("circle"));
    let _ = symlink("/", here.join("everything"));
    let _ = symlink("{{FIELD}}/bait", here.join("bait"));
    let _ = fs::create_dir_all(here.join("a/b"));
    let _ = symlink("../..", here.join("a/b/up"));
    if let Ok(sparse) = File::create(here.join("sparse")) {
        let _ = sparse.set_len(1 << 40);
    }
    let name: String = std::iter::repeat_n('\u{7f}', 255).collect();
    let _ = fs::create_dir(here.join(name));
    41
}

fn main() {}
