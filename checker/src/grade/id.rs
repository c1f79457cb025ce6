//! Names of folders as ids. An id is also the name of a folder in the results and
//! stands in tables, so what a system, a shell or a reader could stumble over is
//! written with `%`, as in addresses. Different names stay different.

use crate::reporter::plain;
use std::ffi::OsStr;
use std::fmt::Write as _;
use unicode_normalization::UnicodeNormalization as _;

/// The longest id that is taken as it is, in bytes; with a file's name beside
/// it, a path must still fit into what systems allow.
const LONGEST: usize = 200;

/// The id of whoever handed in something called `name`.
pub(super) fn id_of(name: &OsStr) -> String {
    let mut id = String::new();
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        for (at, c) in chunk.valid().char_indices() {
            let is_first = id.is_empty() && at == 0;
            match is_safe_at(c, is_first) {
                true => id.push(c),
                false => escape(c.encode_utf8(&mut [0; 4]).as_bytes(), &mut id),
            }
        }
        escape(chunk.invalid(), &mut id);
    }
    if let Some(rest) = id.strip_suffix([' ', '.']) {
        let last = id.as_bytes()[rest.len()];
        id.truncate(rest.len());
        escape(&[last], &mut id);
    }
    match id.len() > LONGEST {
        true => shortened(&id, name),
        false => id,
    }
}

/// Whether `id` is what [`id_of`] would make of it.
pub(super) fn is_safe(id: &str) -> bool {
    !id.is_empty() && id_of(OsStr::new(id)) == id
}

/// Names that look the same: some systems write `é` as one character and others
/// as two.
pub(super) fn normal(name: &str) -> String {
    name.nfc().collect()
}

fn is_safe_at(c: char, is_first: bool) -> bool {
    let is_odd = c.is_control() || "/\\:*?\"<>|%".contains(c) || (is_first && c == '.');
    // What a terminal would not be shown either turns or hides text.
    let mut text = [0; 4];
    let text = c.encode_utf8(&mut text);
    !is_odd && plain(text) == *text && c != '\t'
}

fn escape(bytes: &[u8], id: &mut String) {
    for byte in bytes {
        // Writing to a `String` cannot fail.
        let _ = write!(id, "%{byte:02X}");
    }
}

/// The start, and a hash of all of it. It is longer than any id that is not
/// shortened, so it is none of those.
fn shortened(id: &str, name: &OsStr) -> String {
    let hash = blake3::hash(name.as_encoded_bytes()).to_hex();
    let start = &id[..id.floor_char_boundary(LONGEST)];
    format!("{start}~{}", &hash[..16])
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::ffi::OsStrExt;

    #[track_caller]
    fn check(name: &[u8], want: &str) {
        let id = id_of(OsStr::from_bytes(name));
        assert_eq!(id, want);
        assert_eq!(is_safe(&id), !id.contains('%'));
    }

    #[test]
    fn a_name_stays_where_it_can() {
        for name in [
            "ada",
            "Ada Lovelace_12_assignsubmission_file_",
            "José",
            "a@b.c",
            "李",
        ] {
            check(name.as_bytes(), name);
        }
    }

    #[test]
    fn what_is_odd_is_spelled_out_and_stays_distinct() {
        check(b"jos\xe9", "jos%E9");
        check("josé".as_bytes(), "josé");
        check(b"a:b", "a%3Ab");
        check(b"a%3Ab", "a%253Ab");
        check(b"a\nb\t", "a%0Ab%09");
        check(b".hidden", "%2Ehidden");
        check(b"a..", "a.%2E");
        check("a\u{202e}b\u{200b}".as_bytes(), "a%E2%80%AEb%E2%80%8B");
        check(b"a\\b|c", "a%5Cb%7Cc");
    }

    #[test]
    fn a_long_name_is_cut_and_stays_distinct() {
        let long = "ü".repeat(115);
        let [one, other] = ["a", "b"].map(|last| id_of(OsStr::new(&format!("{long}{last}"))));
        assert_ne!(one, other);
        assert_eq!(one.len(), 217);
        assert!(!is_safe(&one));
        let most = id_of(OsStr::from_bytes(&[0xff; 255]));
        assert!(most.len() <= 217, "{most}");
        assert_eq!(id_of(OsStr::new(&"x".repeat(200))), "x".repeat(200));
    }

    #[test]
    fn names_that_look_the_same_are_the_same() {
        assert_eq!(normal("Jose\u{301}"), normal("José"));
    }
}
