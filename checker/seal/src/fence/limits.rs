//! What a child may cost: limits that the kernel enforces.

use super::{Limits, went_well};
use std::io;

/// Most of the limits that are set here.
const MOST: usize = 6;
/// Between the signal that a process may see coming and the one that it cannot.
const GRACE: u64 = 1;

/// The limits, ready to be set.
#[derive(Debug)]
pub(super) struct Ready([Option<Limit>; MOST]);

#[derive(Debug, Clone, Copy)]
struct Limit {
    /// Its number; the type that `setrlimit` takes differs between C libraries.
    resource: u32,
    soft: u64,
    hard: u64,
}

impl Ready {
    pub(super) fn new(limits: Limits) -> Self {
        let limit = |resource: u32, most: Option<u64>, grace: u64| {
            let most = most?;
            let hard = most.saturating_add(grace);
            // What is stricter already stays so: an ordinary user cannot raise it.
            let (known_soft, known_hard) = known(resource);
            Some(Limit {
                resource,
                soft: most.min(known_soft).min(known_hard),
                hard: hard.min(known_hard),
            })
        };
        #[expect(
            clippy::unnecessary_cast,
            reason = "a signed number in one C library and an unsigned one in another"
        )]
        Self([
            limit(libc::RLIMIT_CPU as u32, limits.cpu_seconds, GRACE),
            limit(libc::RLIMIT_AS as u32, limits.address_space, 0),
            limit(libc::RLIMIT_DATA as u32, limits.data, 0),
            limit(libc::RLIMIT_FSIZE as u32, limits.file_size, 0),
            limit(libc::RLIMIT_NOFILE as u32, limits.open_files, 0),
            limit(libc::RLIMIT_CORE as u32, Some(0), 0),
        ])
    }

    /// Set them for the whole process.
    pub(super) fn apply(&self) -> io::Result<()> {
        for limit in self.0.iter().flatten() {
            set(*limit)?;
        }
        // Whoever started us may have had these ignored, and a child inherits it.
        for signal in [libc::SIGXCPU, libc::SIGXFSZ] {
            #[expect(unsafe_code, reason = "no library wraps this call")]
            // SAFETY: no handler is set; the call is async-signal-safe.
            unsafe {
                libc::signal(signal, libc::SIG_DFL);
            }
        }
        Ok(())
    }
}

/// The limits in force.
fn known(resource: u32) -> (u64, u64) {
    let mut known = libc::rlimit {
        rlim_cur: libc::RLIM_INFINITY,
        rlim_max: libc::RLIM_INFINITY,
    };
    #[expect(unsafe_code, reason = "no library wraps all of these limits")]
    // SAFETY: a struct of ours, of the kind that the call fills.
    let _ = unsafe { libc::getrlimit(resource as _, &raw mut known) };
    (known.rlim_cur, known.rlim_max)
}

fn set(limit: Limit) -> io::Result<()> {
    let wanted = libc::rlimit {
        rlim_cur: limit.soft,
        rlim_max: limit.hard,
    };
    #[expect(unsafe_code, reason = "no library wraps this without allocating")]
    // SAFETY: a struct of ours, of the kind that the call reads.
    let refused = unsafe { libc::setrlimit(limit.resource as _, &raw const wanted) };
    went_well(refused.into())
}
