//! The system calls of a test: what threads, clocks, channels and runtimes need,
//! and what each need of an exercise adds.

use crate::filter::{Allowed, Arg};
use libc as c;
use report::Needs;
use seccompiler::Error;

/// Of the second argument of `socket`, the bits that say which kind it is.
const KIND: u64 = 0xf;

/// What a test with these needs may call.
pub(crate) fn of_a_test(needs: Needs) -> Result<Allowed, Error> {
    let mut allowed = Allowed::default();
    allowed.calls(ALWAYS);
    allowed.calls(legacy::ALWAYS);
    if needs.writes() {
        allowed.calls(FILES);
        allowed.calls(legacy::FILES);
        times_of_open_files(&mut allowed)?;
        named_pipes(&mut allowed)?;
    }
    if needs.sockets {
        allowed.calls(SOCKETS);
        tcp(&mut allowed)?;
    }
    if needs.processes {
        allowed.calls(PROCESSES);
        allowed.calls(legacy::PROCESSES);
    }
    threads(&mut allowed, needs.processes)?;
    memory(&mut allowed, needs.processes)?;
    details(&mut allowed)?;
    Ok(allowed)
}

/// New threads; new processes only where they are needed, and never in
/// namespaces of their own.
fn threads(allowed: &mut Allowed, processes: bool) -> Result<(), Error> {
    const THREAD: u64 = c::CLONE_THREAD as u64;
    const NAMESPACES: u64 = (c::CLONE_NEWNS
        | c::CLONE_NEWCGROUP
        | c::CLONE_NEWUTS
        | c::CLONE_NEWIPC
        | c::CLONE_NEWUSER
        | c::CLONE_NEWPID
        | c::CLONE_NEWNET) as u64;
    if processes {
        return allowed.call_where(c::SYS_clone, &[Arg::Bits(0, NAMESPACES, 0)]);
    }
    allowed.call_where(c::SYS_clone, &[Arg::Bits(0, NAMESPACES | THREAD, THREAD)])?;
    // Signals only for ourselves.
    allowed.call_where(c::SYS_tgkill, &[Arg::Is(0, std::process::id())])
}

/// Memory that holds code comes from a program's file, when it is started.
fn memory(allowed: &mut Allowed, processes: bool) -> Result<(), Error> {
    const CODE: u64 = c::PROT_EXEC as u64;
    for call in [c::SYS_mmap, c::SYS_mprotect] {
        if processes {
            allowed.calls(&[call]);
        } else {
            allowed.call_where(call, &[Arg::Bits(2, CODE, 0)])?;
        }
    }
    Ok(())
}

/// Calls that do many things, of which few are needed.
fn details(allowed: &mut Allowed) -> Result<(), Error> {
    const NAME_OF_MEMORY: u32 = 0x5356_4d41;
    for option in [c::PR_SET_NAME as u32, c::PR_GET_NAME as u32, NAME_OF_MEMORY] {
        allowed.call_where(c::SYS_prctl, &[Arg::Is(0, option)])?;
    }
    for request in [
        c::FIONBIO,
        c::FIONREAD,
        c::FIOCLEX,
        c::TCGETS,
        c::TIOCGWINSZ,
    ] {
        allowed.call_where(c::SYS_ioctl, &[Arg::Is(1, request as u32)])?;
    }
    let file = [c::F_GETFD, c::F_SETFD, c::F_GETFL, c::F_SETFL];
    let copies = [c::F_DUPFD, c::F_DUPFD_CLOEXEC];
    let locks = [c::F_SETLK, c::F_SETLKW, c::F_GETLK];
    for command in file.into_iter().chain(copies).chain(locks) {
        allowed.call_where(c::SYS_fcntl, &[Arg::Is(1, command.unsigned_abs())])?;
    }
    // What the limits are, not other ones.
    allowed.call_where(c::SYS_prlimit64, &[Arg::Bits(2, u64::MAX, 0)])?;
    // Two ends of a pipe: a runtime hears of signals through one.
    // Of streams: from one end of a pair of datagram sockets, a letter could be
    // sent to any socket in the file system, as that of the system's log.
    let pair = [
        Arg::Is(0, c::AF_UNIX as u32),
        Arg::Bits(1, KIND, c::SOCK_STREAM as u64),
    ];
    allowed.call_where(c::SYS_socketpair, &pair)?;
    allowed.call_where(c::SYS_sendto, &[Arg::Bits(4, u64::MAX, 0)])
}

/// TCP and nothing else: no datagrams, no sockets with names.
fn tcp(allowed: &mut Allowed) -> Result<(), Error> {
    for family in [c::AF_INET, c::AF_INET6] {
        for protocol in [0, c::IPPROTO_TCP] {
            let socket = [
                Arg::Is(0, family as u32),
                Arg::Bits(1, KIND, c::SOCK_STREAM as u64),
                Arg::Is(2, protocol as u32),
            ];
            allowed.call_where(c::SYS_socket, &socket)?;
        }
    }
    Ok(())
}

/// Without a path: Landlock does not look at this call.
fn times_of_open_files(allowed: &mut Allowed) -> Result<(), Error> {
    allowed.call_where(c::SYS_utimensat, &[Arg::Bits(1, u64::MAX, 0)])
}

/// Pipes with a name, which lead nowhere but to who has the folder; no devices, and no
/// sockets. Landlock says where.
fn named_pipes(allowed: &mut Allowed) -> Result<(), Error> {
    let pipe = Arg::Bits(2, u64::from(c::S_IFMT), u64::from(c::S_IFIFO));
    allowed.call_where(c::SYS_mknodat, &[pipe])
}

/// Computing, waiting, talking to oneself. Nothing in here takes a path.
#[rustfmt::skip]
const ALWAYS: &[c::c_long] = &[
    // Memory.
    c::SYS_brk, c::SYS_munmap, c::SYS_mremap, c::SYS_madvise, c::SYS_membarrier,
    // What is open already.
    c::SYS_read, c::SYS_write, c::SYS_readv, c::SYS_writev, c::SYS_pread64, c::SYS_pwrite64,
    c::SYS_preadv, c::SYS_pwritev, c::SYS_close, c::SYS_close_range, c::SYS_lseek, c::SYS_fstat,
    c::SYS_dup, c::SYS_dup3, c::SYS_pipe2,
    // Waiting for it.
    c::SYS_ppoll, c::SYS_pselect6, c::SYS_epoll_create1, c::SYS_epoll_ctl, c::SYS_epoll_pwait,
    c::SYS_epoll_pwait2, c::SYS_eventfd2, c::SYS_timerfd_create, c::SYS_timerfd_settime,
    c::SYS_timerfd_gettime,
    // Pairs of sockets.
    c::SYS_recvfrom, c::SYS_sendmsg, c::SYS_recvmsg, c::SYS_shutdown,
    c::SYS_getsockopt, c::SYS_setsockopt, c::SYS_getsockname, c::SYS_getpeername,
    // Threads.
    c::SYS_futex, c::SYS_futex_waitv, c::SYS_set_robust_list, c::SYS_get_robust_list,
    c::SYS_set_tid_address, c::SYS_rseq, c::SYS_sched_yield, c::SYS_sched_getaffinity,
    c::SYS_sched_getparam, c::SYS_sched_getscheduler, c::SYS_getcpu, c::SYS_exit,
    c::SYS_exit_group,
    // Signals.
    c::SYS_rt_sigaction, c::SYS_rt_sigprocmask, c::SYS_rt_sigreturn, c::SYS_rt_sigpending,
    c::SYS_rt_sigsuspend, c::SYS_rt_sigtimedwait, c::SYS_sigaltstack, c::SYS_restart_syscall,
    // Time and chance.
    c::SYS_clock_gettime, c::SYS_clock_getres, c::SYS_clock_nanosleep, c::SYS_nanosleep,
    c::SYS_gettimeofday, c::SYS_times, c::SYS_getrandom,
    // Who and where we are.
    c::SYS_getpid, c::SYS_getppid, c::SYS_gettid, c::SYS_getuid, c::SYS_geteuid, c::SYS_getgid,
    c::SYS_getegid, c::SYS_getpgid, c::SYS_getsid, c::SYS_getrusage, c::SYS_sysinfo, c::SYS_uname,
];

/// Files; Landlock says which. Landlock does not know of modes, owners and
/// attributes, so those of a path stay as they are.
#[rustfmt::skip]
const FILES: &[c::c_long] = &[
    c::SYS_openat, c::SYS_openat2, c::SYS_newfstatat, c::SYS_statx, c::SYS_faccessat,
    c::SYS_faccessat2, c::SYS_readlinkat, c::SYS_unlinkat, c::SYS_renameat, c::SYS_renameat2,
    c::SYS_mkdirat, c::SYS_linkat, c::SYS_symlinkat, c::SYS_getdents64, c::SYS_ftruncate,
    c::SYS_fallocate, c::SYS_fsync, c::SYS_fdatasync, c::SYS_fchmod, c::SYS_flock,
    c::SYS_fadvise64, c::SYS_copy_file_range, c::SYS_sendfile, c::SYS_splice, c::SYS_fstatfs,
    c::SYS_statfs, c::SYS_chdir, c::SYS_fchdir, c::SYS_getcwd, c::SYS_umask,
];

const SOCKETS: &[c::c_long] = &[
    c::SYS_bind,
    c::SYS_listen,
    c::SYS_accept,
    c::SYS_accept4,
    c::SYS_connect,
];

/// To start programs, to wait for them and to end them; and what programs call
/// when they start.
#[rustfmt::skip]
const PROCESSES: &[c::c_long] = &[
    c::SYS_execve, c::SYS_wait4, c::SYS_waitid, c::SYS_kill, c::SYS_tgkill, c::SYS_tkill,
    c::SYS_pidfd_open, c::SYS_pidfd_send_signal, c::SYS_setpgid, c::SYS_setsid,
    c::SYS_getgroups, c::SYS_getresuid, c::SYS_getresgid, c::SYS_setitimer, c::SYS_getitimer,
];

/// Calls that newer processors never had.
#[cfg(target_arch = "x86_64")]
mod legacy {
    use libc as c;

    #[rustfmt::skip]
    pub(super) const ALWAYS: &[c::c_long] = &[
        c::SYS_poll, c::SYS_select, c::SYS_epoll_create, c::SYS_epoll_wait, c::SYS_eventfd,
        c::SYS_pipe, c::SYS_dup2, c::SYS_pause, c::SYS_time, c::SYS_getpgrp, c::SYS_getrlimit,
    ];

    #[rustfmt::skip]
    pub(super) const FILES: &[c::c_long] = &[
        c::SYS_open, c::SYS_creat, c::SYS_stat, c::SYS_lstat, c::SYS_access, c::SYS_readlink,
        c::SYS_unlink, c::SYS_rmdir, c::SYS_rename, c::SYS_mkdir, c::SYS_link, c::SYS_symlink,
        c::SYS_getdents,
    ];

    #[rustfmt::skip]
    pub(super) const PROCESSES: &[c::c_long] = &[
        c::SYS_fork, c::SYS_vfork, c::SYS_arch_prctl, c::SYS_alarm,
    ];
}

#[cfg(not(target_arch = "x86_64"))]
mod legacy {
    pub(super) const ALWAYS: &[libc::c_long] = &[];
    pub(super) const FILES: &[libc::c_long] = &[];
    pub(super) const PROCESSES: &[libc::c_long] = &[];
}
