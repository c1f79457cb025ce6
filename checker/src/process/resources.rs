//! What a test may use of the machine, held by the kernel.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use seal::Needs;
use std::os::unix::process::CommandExt;
use std::process::Command;
use std::time::Duration;

/// Bounds on one process.
#[derive(Debug, Clone, Copy)]
pub struct Resources([(Resource, u64); 6]);

impl Resources {
    /// Those of a test, which is stopped at `deadline` in any case.
    #[must_use]
    pub fn of_a_test(needs: Needs, deadline: Duration) -> Self {
        const MIB: u64 = 1 << 20;
        let files = if needs.writes() { 64 } else { 1 };
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        // Only where nobody is left who would stop it.
        let cpu = deadline.as_secs() * 2 * cores as u64 + 30;
        Self([
            // The heap and the stacks of all threads.
            (Resource::Data, 1024 * MIB),
            // Much of it is reserved and never used.
            (Resource::As, 16 * 1024 * MIB),
            (Resource::Fsize, files * MIB),
            // What is on its way between sockets lies in memory of the kernel, which
            // none of these limits counts.
            (Resource::Nofile, 256),
            (Resource::Core, 0),
            (Resource::Cpu, cpu),
        ])
    }

    /// Start `command` within these bounds.
    pub fn bound(self, command: &mut Command) {
        let bound = move || {
            for (resource, most) in self.0 {
                // Lower ones of our own stay.
                let most = getrlimit(resource)
                    .maximum
                    .map_or(most, |own| own.min(most));
                let limit = Rlimit {
                    current: Some(most),
                    maximum: Some(most),
                };
                setrlimit(resource, limit)?;
            }
            Ok(())
        };
        #[expect(
            unsafe_code,
            reason = "system calls alone, without memory or locks of ours"
        )]
        // SAFETY: between fork and exec only async-signal-safe calls are made.
        unsafe {
            command.pre_exec(bound);
        }
    }
}
