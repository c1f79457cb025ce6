//! Which system calls a child may not make: seccomp filters, compiled before
//! fork.
//!
//! A compiler and the linker make too many different calls for a list of the
//! allowed ones to hold on the next machine. So this is a list of what neither
//! of them needs and what reaches beyond files. Files are Landlock's business.

mod denied;

use super::{FenceError, Plan, went_well};
use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter,
    SeccompRule, sock_filter,
};
use std::collections::BTreeMap;
use std::io;

type Rules = BTreeMap<i64, Vec<SeccompRule>>;

/// Filters that are ready to be put in force.
#[derive(Debug)]
pub(super) struct Calls(Vec<BpfProgram>);

impl Calls {
    /// Compile the filters for `plan`, where the kernel has seccomp.
    pub(super) fn new(plan: &Plan, has_seccomp: bool) -> Result<Self, FenceError> {
        if !has_seccomp {
            return Ok(Self(Vec::new()));
        }
        let unknown = BTreeMap::from([(libc::SYS_clone3, Vec::new())]);
        let mut filters = vec![
            filter(denied(plan)?, libc::EPERM)?,
            // Its flags are out of a filter's reach; without it C libraries take
            // `clone`, whose flags are not.
            filter(unknown, libc::ENOSYS)?,
        ];
        filters.extend(second_numbers());
        Ok(Self(filters))
    }

    pub(super) fn are_filtered(&self) -> bool {
        !self.0.is_empty()
    }

    /// Put them in force around the calling thread.
    pub(super) fn apply(&self) -> io::Result<()> {
        self.0.iter().try_for_each(install)
    }
}

fn denied(plan: &Plan) -> Result<Rules, FenceError> {
    let mut calls = denied::ALWAYS.to_vec();
    if !plan.may_open_sockets {
        calls.extend(denied::SOCKETS);
    }
    if plan.write.is_empty() {
        // Landlock does not know these.
        calls.extend(denied::RIGHTS_OF_FILES);
    }
    let mut clone = namespaces()?;
    if !plan.may_start_processes {
        calls.extend(denied::PROCESSES);
        clone.push(flags(0, libc::CLONE_THREAD, false)?);
    }
    let mut rules: Rules = calls.into_iter().map(|call| (call, Vec::new())).collect();
    rules.insert(libc::SYS_clone, clone);
    if !plan.may_open_sockets {
        rules.insert(libc::SYS_socketpair, datagrams()?);
    }
    Ok(rules)
}

/// Pairs of streams lead nowhere. From one end of a pair of datagram sockets a
/// letter can be sent to any socket in the file system; a raw one is the same.
fn datagrams() -> Result<Vec<SeccompRule>, FenceError> {
    const KIND: u64 = 0xf;
    [libc::SOCK_DGRAM, libc::SOCK_RAW]
        .into_iter()
        .map(|kind| {
            only(
                1,
                SeccompCmpOp::MaskedEq(KIND),
                u64::from(kind.cast_unsigned()),
            )
        })
        .collect()
}

/// A namespace of its own would make it root in there.
fn namespaces() -> Result<Vec<SeccompRule>, FenceError> {
    [
        libc::CLONE_NEWUSER,
        libc::CLONE_NEWNS,
        libc::CLONE_NEWPID,
        libc::CLONE_NEWNET,
        libc::CLONE_NEWIPC,
        libc::CLONE_NEWUTS,
        libc::CLONE_NEWCGROUP,
    ]
    .into_iter()
    .map(|flag| flags(0, flag, true))
    .collect()
}

/// A call whose argument has `flag` set, or does not have it set.
fn flags(argument: u8, flag: i32, set: bool) -> Result<SeccompRule, FenceError> {
    // As the kernel reads it: 32 bits of flags.
    let flag = u64::from(flag.cast_unsigned());
    let op = SeccompCmpOp::MaskedEq(flag);
    let want = if set { flag } else { 0 };
    only(argument, op, want)
}

/// A call whose argument is so.
fn only(argument: u8, op: SeccompCmpOp, want: u64) -> Result<SeccompRule, FenceError> {
    SeccompCondition::new(argument, SeccompCmpArgLen::Dword, op, want)
        .and_then(|condition| SeccompRule::new(vec![condition]))
        .map_err(|error| FenceError(error.to_string()))
}

/// A filter that answers the calls of `rules` with `error`, and that ends a
/// process which makes the calls of another architecture.
fn filter(rules: Rules, error: i32) -> Result<BpfProgram, FenceError> {
    let refuse = SeccompAction::Errno(error.cast_unsigned());
    let architecture = std::env::consts::ARCH.try_into();
    architecture
        .and_then(|arch| SeccompFilter::new(rules, SeccompAction::Allow, refuse, arch))
        .and_then(BpfProgram::try_from)
        .map_err(|error| FenceError(error.to_string()))
}

/// On x86-64 each call has a second number, for programs with short pointers;
/// no rule above knows it. Nobody here uses it.
fn second_numbers() -> Option<BpfProgram> {
    const LOAD_NUMBER: u16 = 0x20;
    const JUMP_IF_AT_LEAST: u16 = 0x35;
    const RETURN: u16 = 0x06;
    const FIRST: u32 = 0x4000_0000;
    let step = |code, jf, k| sock_filter { code, jt: 0, jf, k };
    cfg!(target_arch = "x86_64").then(|| {
        vec![
            step(LOAD_NUMBER, 0, 0),
            step(JUMP_IF_AT_LEAST, 1, FIRST),
            step(RETURN, 0, libc::SECCOMP_RET_KILL_PROCESS),
            step(RETURN, 0, libc::SECCOMP_RET_ALLOW),
        ]
    })
}

/// Hand one filter to the kernel.
fn install(program: &BpfProgram) -> io::Result<()> {
    let Ok(len) = u16::try_from(program.len()) else {
        return Err(io::ErrorKind::InvalidInput.into());
    };
    let filter = program.as_ptr().cast_mut().cast::<libc::sock_filter>();
    let program = libc::sock_fprog { len, filter };
    // What is kept in has no secrets from itself; older kernels would slow it
    // down to keep them.
    let flags = libc::SECCOMP_FILTER_FLAG_SPEC_ALLOW;
    let mode = libc::SECCOMP_SET_MODE_FILTER;
    #[expect(
        unsafe_code,
        reason = "the library would allocate between fork and exec"
    )]
    // SAFETY: the kernel only reads the filter, whose steps have the layout of
    // the C struct, and copies it.
    let refused = unsafe { libc::syscall(libc::SYS_seccomp, mode, flags, &raw const program) };
    went_well(refused)
}
