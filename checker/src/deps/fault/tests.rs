use super::*;

/// What tools really say.
const SAID: [(&str, Fault); 21] = [
    (
        "error: linking with `cc` failed: exit status: 1\n  = note: collect2: fatal error: cannot find 'ld'\n",
        Fault::OtherLinker,
    ),
    (
        "error: linking with `cc` failed: exit status: 1\n  = note: cc: error: unrecognized command-line option '-fuse-ld=mold'\n",
        Fault::OtherLinker,
    ),
    (
        "error: linking with `cc` failed: exit status: 1\n  = note: /usr/bin/ld: cannot find Scrt1.o: No such file or directory\n",
        Fault::NoLibc,
    ),
    (
        "error: linking with `cc` failed: exit status: 1\n  = note: /usr/bin/ld: final link failed: No space left on device\n",
        Fault::DiskFull,
    ),
    (
        "error: linking with `cc` failed: exit status: 254\n  = note: segfault\n",
        Fault::Linker,
    ),
    (
        "error: failed to write /c/x.rmeta: No space left on device (os error 28)",
        Fault::DiskFull,
    ),
    (
        "error: failed to create directory `/c`\n  Read-only file system (os error 30)",
        Fault::ReadOnly,
    ),
    (
        "process didn't exit successfully: `rustc --crate-name syn` (signal: 9, SIGKILL: kill)",
        Fault::Memory,
    ),
    (
        "error: could not execute process `rustc -vV` (never executed)\n  Resource temporarily unavailable (os error 11)",
        Fault::Limits,
    ),
    (
        "error: could not execute process `rustc -vV` (never executed)\n  Permission denied (os error 13)",
        Fault::Permission,
    ),
    (
        "  [6] Could not resolve hostname (Could not resolve host: index.crates.io)",
        Fault::Network,
    ),
    (
        "warning: spurious network error\n  [7] Could not connect to server (Failed to connect to 127.0.0.1 port 9)",
        Fault::Network,
    ),
    (
        "  [5] Could not resolve proxy name (Could not resolve proxy: no.such)",
        Fault::Proxy,
    ),
    ("  [56] CONNECT tunnel failed, response 407", Fault::Proxy),
    (
        "  [60] SSL peer certificate or SSH remote key was not OK",
        Fault::Certificate,
    ),
    (
        "error: no matching package named `tokio` found\nAs a reminder, you're using offline mode (--offline) which can sometimes cause surprising resolution failures, if this error is too confusing you may wish to retry without `--offline`.",
        Fault::Offline,
    ),
    (
        "  lock file version `4` was found, but this version of Cargo does not understand this lock file",
        Fault::OldCargo,
    ),
    (
        "error: rustc 1.80.0 is not supported by the following packages:\n  tokio@1.50.0 requires rustc 1.85",
        Fault::OldRust,
    ),
    (
        "error[E0463]: can't find crate for `std`\n  = note: the `x86_64-unknown-linux-gnu` target may not be installed",
        Fault::NoStd,
    ),
    (
        "error: failed to verify the checksum of `tokio v1.50.0`",
        Fault::Download,
    ),
    ("error: expected item, found `this`", Fault::Unknown),
];

#[test]
fn what_the_tools_say_is_sorted() {
    for (said, want) in SAID {
        assert_eq!(Fault::of(said), want, "{said}");
    }
    let truncated = "error: this file contains an unclosed delimiter\n  \
                     --> /c/home/registry/src/index/syn-2.0.0/src/lib.rs:7:1";
    assert_eq!(Fault::of(truncated), Fault::Download);
    let missing =
        "error: linker `ld.own` not found\n  |\n  = note: No such file or directory (os error 2)";
    assert_eq!(Fault::of(missing), Fault::NoLinker("ld.own".to_owned()));
}

#[test]
fn advice_fits_the_fault() {
    let linker = Fault::NoLinker("cc".to_owned()).advice();
    assert!(
        linker.contains("no `cc`") && linker.contains("install"),
        "{linker}"
    );
    for (_, fault) in SAID {
        let advice = fault.advice();
        let about_space = advice.contains("make room");
        assert_eq!(about_space, fault == Fault::DiskFull, "{fault:?}: {advice}");
        let about_network = advice.contains("needs the network");
        assert_eq!(
            about_network,
            fault == Fault::Network,
            "{fault:?}: {advice}"
        );
    }
}
