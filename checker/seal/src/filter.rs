//! seccomp: which system calls a process may make. What is not on the list
//! fails with EPERM.

use seccompiler::{
    BpfProgram, Error, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition,
    SeccompFilter, SeccompRule, TargetArch, apply_filter,
};
use std::collections::BTreeMap;

/// A list of system calls.
#[derive(Default)]
pub(crate) struct Allowed(BTreeMap<i64, Vec<SeccompRule>>);

/// What must hold of an argument: its place, and what it is compared with.
#[derive(Clone, Copy)]
pub(crate) enum Arg {
    /// The lower 32 bits are this number.
    Is(u8, u32),
    /// Of these bits, exactly those are set: `Bits(place, mask, value)`.
    Bits(u8, u64, u64),
}

impl Allowed {
    /// Allow `calls`, whatever their arguments.
    pub(crate) fn calls(&mut self, calls: &[libc::c_long]) {
        for call in calls {
            self.0.insert(number(*call), Vec::new());
        }
    }

    /// Allow `call` where all of this holds; again for another case. A call that
    /// is allowed whatever its arguments stays so.
    pub(crate) fn call_where(&mut self, call: libc::c_long, args: &[Arg]) -> Result<(), Error> {
        let conditions = args.iter().map(|arg| arg.condition());
        let rule = SeccompRule::new(conditions.collect::<Result<_, _>>()?)?;
        match self.0.get_mut(&number(call)) {
            Some(rules) if rules.is_empty() => {}
            Some(rules) => rules.push(rule),
            None => {
                self.0.insert(number(call), vec![rule]);
            }
        }
        Ok(())
    }

    /// The programs that the kernel runs; all of them have to be applied.
    pub(crate) fn compile(mut self) -> Result<Vec<BpfProgram>, Error> {
        // The arguments of `clone3` lie in memory, where no filter sees them.
        // Who hears that there is none takes `clone`.
        let clone3 = BTreeMap::from([(number(libc::SYS_clone3), Vec::new())]);
        self.calls(&[libc::SYS_clone3]);
        let missing = SeccompAction::Errno(libc::ENOSYS.unsigned_abs());
        let denied = SeccompAction::Errno(libc::EPERM.unsigned_abs());
        let allowed = SeccompAction::Allow;
        let arch = TargetArch::try_from(std::env::consts::ARCH)?;
        let clone3 = SeccompFilter::new(clone3, allowed.clone(), missing, arch)?;
        let listed = SeccompFilter::new(self.0, denied, allowed, arch)?;
        Ok(vec![clone3.try_into()?, listed.try_into()?])
    }
}

/// Put `programs` in force, for ever: for this thread and all that it starts.
pub(crate) fn enforce(programs: &[BpfProgram]) -> Result<(), Error> {
    programs
        .iter()
        .try_for_each(|program| apply_filter(program))
}

impl Arg {
    fn condition(self) -> Result<SeccompCondition, Error> {
        let condition = match self {
            Arg::Is(place, value) => SeccompCondition::new(
                place,
                SeccompCmpArgLen::Dword,
                SeccompCmpOp::Eq,
                u64::from(value),
            ),
            Arg::Bits(place, mask, value) => SeccompCondition::new(
                place,
                SeccompCmpArgLen::Qword,
                SeccompCmpOp::MaskedEq(mask),
                value,
            ),
        };
        Ok(condition?)
    }
}

#[expect(clippy::useless_conversion, reason = "it is as long as a pointer")]
fn number(call: libc::c_long) -> i64 {
    i64::from(call)
}
