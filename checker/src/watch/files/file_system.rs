//! File systems on which changes from elsewhere cause no events.

use std::path::Path;

/// The name of the file system at `path` if it has no events.
#[cfg(target_os = "linux")]
pub fn without_events(path: &Path) -> Option<&'static str> {
    let kind = rustix::fs::statfs(path).ok()?.f_type;
    let kernel = std::fs::read_to_string("/proc/version").unwrap_or_default();
    // The kernel's numbers have 32 bits, whatever type carries them.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "see above"
    )]
    let kind = kind as u32;
    by_number(kind).or_else(|| windows_drive(path, &kernel))
}

/// Elsewhere events come, or the watcher itself says that they do not.
#[cfg(not(target_os = "linux"))]
pub fn without_events(_path: &Path) -> Option<&'static str> {
    None
}

#[cfg(any(target_os = "linux", test))]
fn by_number(kind: u32) -> Option<&'static str> {
    let name = match kind {
        0x0102_1997 => "a 9p folder",
        0x6969 => "an NFS folder",
        0xff53_4d42 | 0xfe53_4d42 | 0x517b => "an SMB folder",
        0x6573_5546 => "a FUSE folder",
        0x786f_4256 => "a VirtualBox folder",
        0x00c3_6400 => "a Ceph folder",
        0x5346_414f => "an AFS folder",
        _ => return None,
    };
    Some(name)
}

#[cfg(any(target_os = "linux", test))]
fn windows_drive(path: &Path, kernel: &str) -> Option<&'static str> {
    let is_wsl = kernel.to_lowercase().contains("microsoft");
    (is_wsl && path.starts_with("/mnt")).then_some("a Windows drive in WSL")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn network_and_shared_folders_are_polled_and_disks_are_not() {
        assert_eq!(by_number(0x0102_1997), Some("a 9p folder"));
        assert_eq!(by_number(0x6573_5546), Some("a FUSE folder"));
        assert_eq!(by_number(0xef53), None, "ext4");
        assert_eq!(by_number(0x0102_1994), None, "tmpfs");
    }

    #[test]
    fn a_windows_drive_is_polled_only_in_wsl() {
        let drive = Path::new("/mnt/c/workbook");
        let wsl = "Linux version 5.15.90.1-microsoft-standard-WSL2";
        assert!(windows_drive(drive, wsl).is_some());
        assert_eq!(windows_drive(drive, "Linux version 6.1.0"), None);
        assert_eq!(windows_drive(Path::new("/home/ann"), wsl), None);
    }
}
