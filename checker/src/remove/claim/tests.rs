use super::*;

const PREFIX: &str = ".claimed-";

fn names(place: &Path) -> Vec<String> {
    let entries = fs::read_dir(place).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.collect()
}

fn sweep(place: &Path) -> usize {
    let found = abandoned(place, PREFIX, &|_| true);
    assert!(janitor::finish(Duration::from_secs(60)));
    found
}

#[test]
fn a_folder_goes_with_its_claim() {
    let place = tempfile::tempdir().unwrap();
    let claimed = Claimed::new(place.path(), PREFIX, 0o700).unwrap();
    fs::write(claimed.path().join("file"), "").unwrap();
    assert_eq!(sweep(place.path()), 0);
    assert!(claimed.path().join("file").exists());
    drop(claimed);
    assert_eq!(names(place.path()), [] as [&str; 0]);
}

#[test]
fn much_is_removed_by_and_by() {
    let place = tempfile::tempdir().unwrap();
    let claimed = Claimed::new(place.path(), PREFIX, 0o700).unwrap();
    for number in 0..3 * super::super::AT_ONCE {
        fs::write(claimed.path().join(number.to_string()), "").unwrap();
    }
    drop(claimed);
    assert!(janitor::finish(Duration::from_secs(60)));
    assert_eq!(names(place.path()), [] as [&str; 0]);
}

#[test]
fn what_nobody_holds_is_removed_and_nothing_else() {
    let place = tempfile::tempdir().unwrap();
    let held = Claimed::new(place.path(), PREFIX, 0o700).unwrap();
    let kept = ["claimed-not", "join", ".claimed-fresh"];
    for name in kept.iter().chain(&[".claimed-gone-a", ".claimed-gone-b"]) {
        fs::create_dir_all(place.path().join(name).join("inner")).unwrap();
    }
    fs::write(place.path().join(".claimed-gone-file"), "").unwrap();
    assert_eq!(sweep(place.path()), 2);
    let mut left = names(place.path());
    left.sort();
    let own = held.path().file_name().unwrap().to_str().unwrap();
    let mut want = [&kept[..], &[own, ".claimed-gone-file"]].concat();
    want.sort_unstable();
    assert_eq!(left, want);
}

#[test]
fn a_lock_tells_whether_somebody_holds_a_folder() {
    let place = tempfile::tempdir().unwrap();
    let claimed = Claimed::new(place.path(), PREFIX, 0o700).unwrap();
    assert!(lock(claimed.path()).is_none());
    let path = claimed.path().to_owned();
    let mut claimed = claimed;
    claimed.lock = None;
    assert!(lock(&path).is_some());
    assert!(!nobody_holds(&path), "it was just made");
    assert_eq!(abandoned(place.path(), PREFIX, &|_| false), 0);
}
