//! Archives as programs make them, and as no program does.

use super::*;
use crate::intake::{Item, Tree};
use std::fs;
use std::io::Write;
use zip::write::SimpleFileOptions;

fn opened(name: &str, bytes: &[u8]) -> Result<Tree, Refused> {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join(name), bytes).unwrap();
    Tree::open(&dir.path().join(name))
}

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
    let method = match files.len() {
        // To compress many takes its time.
        50.. => zip::CompressionMethod::Stored,
        _ => zip::CompressionMethod::Deflated,
    };
    for (name, content) in files {
        let options = SimpleFileOptions::default().compression_method(method);
        zip.start_file(*name, options).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Names as they stand, also those that `tar` would not write.
fn tarred(files: &[(&str, tar::EntryType, &[u8])]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (name, kind, content) in files {
        let mut header = tar::Header::new_ustar();
        header.as_mut_bytes()[..name.len()].copy_from_slice(name.as_bytes());
        header.set_size(content.len() as u64);
        header.set_entry_type(*kind);
        header.set_mode(0o644);
        header.set_cksum();
        tar.append(&header, *content).unwrap();
    }
    tar.into_inner().unwrap()
}

const FILE: tar::EntryType = tar::EntryType::Regular;

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gz.write_all(bytes).unwrap();
    gz.finish().unwrap()
}

#[track_caller]
fn has(tree: &Result<Tree, Refused>, path: &str, want: &[u8]) {
    let taken = tree.as_ref().unwrap().take(Path::new(path));
    assert_eq!(taken, Ok(Some(want.to_vec())));
}

#[track_caller]
fn refused(name: &str, bytes: &[u8], words: &str) {
    match opened(name, bytes) {
        Err(Refused::Unclear(why)) => assert!(why.contains(words), "{why}"),
        other => panic!("{name}: {other:?}"),
    }
}

#[test]
fn every_kind_of_archive_gives_its_texts() {
    let files = [("a/join.rs", &b"// join"[..]), ("a/notes.pdf", b"%PDF")];
    let tar = tarred(&files.map(|(name, content)| (name, FILE, content)));
    let archives = [
        ("x.zip", zipped(&files)),
        ("x.tar", tar.clone()),
        ("x.tgz", gzipped(&tar)),
        // The first bytes decide, and not the name.
        ("x.tar", zipped(&files)),
    ];
    for (name, bytes) in archives {
        let tree = opened(name, &bytes);
        has(&tree, "a/join.rs", b"// join");
        let tree = tree.unwrap();
        let listed = tree.list(Path::new("a"), 9).unwrap();
        let file = |name: &str| (name.into(), Item::File);
        assert_eq!(listed, [file("join.rs"), file("notes.pdf")]);
        assert_eq!(
            tree.list(Path::new(""), 9).unwrap(),
            [("a".into(), Item::Folder)]
        );
        assert_eq!(tree.take(Path::new("b.rs")), Ok(None));
    }
}

#[test]
fn a_separator_of_windows_is_one() {
    has(
        &opened("x.zip", &zipped(&[("a\\join.rs", b"//")])),
        "a/join.rs",
        b"//",
    );
}

#[test]
fn a_name_that_leads_out_takes_the_whole_archive_with_it() {
    for name in [
        "../join.rs",
        "/join.rs",
        "a/../../join.rs",
        "C:/join.rs",
        "..\\join.rs",
    ] {
        let bytes = zipped(&[("join.rs", b"//"), (name, b"//")]);
        refused("x.zip", &bytes, "leads out of it");
    }
    let bytes = tarred(&[("../join.rs", FILE, b"//")]);
    refused("x.tar", &bytes, "leads out of it");
}

#[test]
fn links_and_devices_in_an_archive_are_no_answers() {
    let mut zip = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
    zip.add_symlink("join.rs", "/etc/passwd", SimpleFileOptions::default())
        .unwrap();
    let zip = opened("x.zip", &zip.finish().unwrap().into_inner()).unwrap();
    let refused = zip.take(Path::new("join.rs")).unwrap_err();
    assert_eq!(refused, Refused::bad("it is a symbolic link"));
    use tar::EntryType as Kind;
    let tar = tarred(&[
        ("a.rs", Kind::Symlink, b""),
        ("b.rs", Kind::Link, b""),
        ("c.rs", Kind::Char, b""),
        ("d.rs", Kind::Fifo, b""),
        ("e", Kind::Symlink, b""),
    ]);
    let tar = opened("x.tar", &tar).unwrap();
    for (name, why) in [
        ("a.rs", "link"),
        ("b.rs", "link"),
        ("c.rs", "regular"),
        ("d.rs", "regular"),
        ("e/f.rs", "link"),
    ] {
        let refused = tar.take(Path::new(name)).unwrap_err();
        assert!(refused.why().contains(why), "{name}: {refused:?}");
    }
}

#[test]
fn a_bomb_ends_at_its_bound() {
    let huge = vec![b' '; LONGEST + 1];
    let tree = opened("x.zip", &zipped(&[("join.rs", &huge)])).unwrap();
    let refused_file = tree.take(Path::new("join.rs")).unwrap_err();
    assert!(refused_file.why().contains("256 KiB"), "{refused_file:?}");

    // Zeros that stand before what is looked for.
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    let mut header = tar::Header::new_gnu();
    header.set_size(9 << 20);
    header.set_path("zeros").unwrap();
    header.set_cksum();
    gz.write_all(header.as_bytes()).unwrap();
    let zeros = vec![0; 1 << 20];
    for _ in 0..9 {
        gz.write_all(&zeros).unwrap();
    }
    let gz = gz.finish().unwrap();
    assert!(gz.len() < 20_000);
    let stream = MultiGzDecoder::new(&gz[..]);
    let Err(Refused::Unclear(why)) = tar(stream, 8 << 20) else {
        panic!("all of it was unpacked");
    };
    assert!(why.contains("more than 8 MiB"), "{why}");

    // A name of 9 MiB, which would be held in memory.
    let long = vec![b'a'; 9 << 20];
    let named = tarred(&[
        ("x", tar::EntryType::GNULongName, &long),
        ("join.rs", FILE, b"//"),
    ]);
    refused("x.tar", &named, "names without an end");

    let many: Vec<_> = (0..100).map(|n| format!("{n}.rs")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &huge[..])).collect();
    refused("x.zip", &zipped(&many), "16 MiB of Rust");
    let names: Vec<_> = (0..=MOST_NAMES).map(|n| format!("{n}")).collect();
    let names: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    refused("x.zip", &zipped(&names), "files");
}

#[test]
fn one_name_for_two_files_is_no_answer() {
    let twice = tarred(&[
        ("a.rs", FILE, b"1"),
        ("a.rs", FILE, b"2"),
        ("b.rs", FILE, b"1"),
        ("b.rs", FILE, b"1"),
    ]);
    let tree = opened("x.tar", &twice).unwrap();
    let refused_file = tree.take(Path::new("a.rs")).unwrap_err();
    assert!(refused_file.why().contains("twice"), "{refused_file:?}");
    assert_eq!(tree.take(Path::new("b.rs")), Ok(Some(b"1".to_vec())));

    // The second is given the name of the first, in both places where it stands.
    let mut bytes = zipped(&[("a.rs", b"1"), ("b.rs", b"2")]);
    while let Some(at) = bytes.windows(4).position(|part| part == b"b.rs") {
        bytes[at] = b'a';
    }
    refused("x.zip", &bytes, "two files of the same name");
}

#[test]
fn damaged_archives_say_so_and_never_panic() {
    let files = [("join.rs", &b"// join"[..]), ("select.rs", b"// select")];
    let tar = tarred(&files.map(|(name, content)| (name, FILE, content)));
    for (name, bytes) in [
        ("x.zip", zipped(&files)),
        ("x.tar.gz", gzipped(&tar)),
        ("x.tar", tar),
    ] {
        for end in (0..bytes.len()).step_by(7) {
            let _ = opened(name, &bytes[..end]);
        }
        for at in (0..bytes.len()).step_by(3) {
            let mut changed = bytes.clone();
            changed[at] ^= 0x55;
            let Ok(tree) = opened(name, &changed) else {
                continue;
            };
            let _ = tree.take(Path::new("join.rs"));
        }
    }
    refused("x.zip", b"", "no zip, tar or tar.gz");
    refused("x.tar.gz", &gzipped(b"no tar"), "damaged");
    refused("x.7z", b"7z\xbc\xaf\x27\x1c", "ask for a zip");
    refused("x", b"x", "neither a folder nor an archive");
}

#[test]
fn an_encrypted_answer_is_said_to_be_one() {
    // The bit that says so, in both places.
    let mut bytes = zipped(&[("join.rs", b"//")]);
    let local = bytes
        .windows(4)
        .position(|part| part == b"PK\x03\x04")
        .unwrap();
    let central = bytes
        .windows(4)
        .position(|part| part == b"PK\x01\x02")
        .unwrap();
    bytes[local + 6] |= 1;
    bytes[central + 8] |= 1;
    let tree = opened("x.zip", &bytes).unwrap();
    let refused = tree.take(Path::new("join.rs")).unwrap_err();
    assert!(refused.why().contains("encrypted"), "{refused:?}");
}
