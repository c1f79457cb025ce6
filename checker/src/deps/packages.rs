//! What a package is called on each system.

use std::fs;

/// A family of systems, and how a C compiler with a linker is installed there.
const LINKERS: [(&[&str], &str, &str); 6] = [
    (
        &["debian", "ubuntu"],
        "Debian, Ubuntu",
        "sudo apt install build-essential",
    ),
    (
        &["fedora", "rhel", "centos"],
        "Fedora, RHEL",
        "sudo dnf install gcc",
    ),
    (&["arch"], "Arch", "sudo pacman -S base-devel"),
    (&["alpine"], "Alpine", "apk add build-base"),
    (&["suse", "opensuse"], "openSUSE", "sudo zypper install gcc"),
    (&["macos"], "macOS", "xcode-select --install"),
];

/// How to install a linker: on this system, or on each where it is not known.
pub(super) fn linker() -> String {
    if cfg!(target_os = "macos") {
        return for_system("ID=macos");
    }
    let files = ["/etc/os-release", "/usr/lib/os-release"];
    let text = files.iter().find_map(|file| fs::read_to_string(file).ok());
    for_system(&text.unwrap_or_default())
}

/// The same for a system that calls itself this in its file `os-release`.
fn for_system(release: &str) -> String {
    let names: Vec<&str> = release
        .lines()
        .filter_map(|line| {
            let value = line.strip_prefix("ID=");
            value.or_else(|| line.strip_prefix("ID_LIKE="))
        })
        .flat_map(|value| value.trim_matches('"').split([' ', '-']))
        .collect();
    let known = LINKERS
        .iter()
        .find(|(ids, _, _)| ids.iter().any(|id| names.contains(id)));
    if let Some((_, _, command)) = known {
        return format!("`{command}`");
    }
    let all = LINKERS.map(|(_, system, command)| format!("`{command}` ({system})"));
    all.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(release: &str, want: &str) {
        assert_eq!(for_system(release), format!("`{want}`"));
    }

    #[test]
    fn a_known_system_is_told_its_own_command() {
        check(
            "NAME=x\nID=ubuntu\nID_LIKE=debian\n",
            "sudo apt install build-essential",
        );
        check(
            "ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n",
            "sudo apt install build-essential",
        );
        check(
            "ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n",
            "sudo dnf install gcc",
        );
        check("ID=manjaro\nID_LIKE=arch\n", "sudo pacman -S base-devel");
        check("ID=alpine\n", "apk add build-base");
        check("ID=\"opensuse-tumbleweed\"\n", "sudo zypper install gcc");
        check("ID=macos", "xcode-select --install");
    }

    #[test]
    fn any_other_is_told_them_all() {
        let all = for_system("ID=plan9\n");
        for part in ["apt", "dnf", "pacman", "apk", "zypper", "xcode-select"] {
            assert!(all.contains(part), "{all}");
        }
    }
}
