//! Where the program has atomic operations: its code is read once, instruction by instruction.

#![expect(unsafe_code, reason = "it reads the code of the program")]

use super::atomics::Functions;
use super::program::{Program, read};
use super::word;
use iced_x86::{Decoder, DecoderOptions, Instruction, Mnemonic, OpKind, Register};
use std::ops::Range;
use std::ptr;

/// An instruction of the program at which a thread stops.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) at: usize,
    pub(super) next: usize,
    pub(super) role: Role,
    pub(super) way: Way,
}

/// What it is of an operation.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The operation itself.
    Operation,
    /// The beginning of a function for that. Who calls it matters.
    Begins,
    /// The call of one.
    Calls,
    /// The end of one, or what comes after its call.
    After,
}

/// How the thread goes on.
#[derive(Clone, Copy)]
pub(super) enum Way {
    /// With a copy of the instruction; where that names a place by its distance, the
    /// distance stands at this offset.
    Copy(Option<(usize, usize)>),
    /// To the address that stands there.
    Call(usize),
    Return,
    Jump(usize),
}

impl Place {
    pub(super) fn all_of(program: &Program) -> Vec<Self> {
        let sweep = Sweep {
            functions: Functions::called_by(program),
            code: program.code(),
        };
        let left_out = word::compare_exchange as *const () as usize;
        let mut places: Vec<_> = (program.functions())
            .filter(|function| !function.contains(&left_out))
            .flat_map(|function| sweep.through(function))
            .collect();
        places.sort_unstable_by_key(|place| place.at);
        places.dedup_by_key(|place| place.at);
        places
    }
}

struct Sweep {
    functions: Functions,
    code: Range<usize>,
}

impl Sweep {
    /// In one function; one that has something else than instructions is left out.
    fn through(&self, function: Range<usize>) -> Vec<Place> {
        let Some(instructions) = decoded(&function) else {
            return Vec::new();
        };
        if self.functions.own.binary_search(&function.start).is_ok()
            && let Some(places) = whole(&instructions)
        {
            return places;
        }
        let (mut places, mut loaded) = (Vec::new(), None);
        for (number, instruction) in instructions.iter().enumerate() {
            let place = self.place(instruction, loaded);
            loaded = still_loaded(&instruction.what, loaded);
            let is_call = place.is_some_and(|place| place.role == Role::Calls);
            places.extend(place);
            let after = instructions.get(number + 1).filter(|_| is_call);
            let after = after.filter(|after| self.place(after, None).is_none());
            places.extend(after.and_then(came_back));
        }
        places
    }

    fn place(&self, instruction: &Decoded, loaded: Option<Loaded>) -> Option<Place> {
        if is_atomic(&instruction.what) {
            return copied(instruction, Role::Operation);
        }
        let slot = self.called(&instruction.what, loaded)?;
        // SAFETY: the loader has written an address there.
        let address = unsafe { read(slot) };
        let is_one = self.functions.of_libraries.binary_search(&address).is_ok();
        is_one.then(|| instruction.place(Role::Calls, Way::Call(slot)))
    }

    /// Where the address of the function of a library stands that this calls.
    fn called(&self, instruction: &Instruction, loaded: Option<Loaded>) -> Option<usize> {
        if instruction.mnemonic() != Mnemonic::Call {
            return None;
        }
        let to = instruction.op0_kind();
        if to == OpKind::NearBranch64 {
            return self.jumps_to(instruction);
        }
        if to == OpKind::Register {
            let loaded = loaded.filter(|loaded| loaded.to == instruction.op0_register());
            return loaded.map(|loaded| loaded.slot);
        }
        slot(instruction)
    }

    /// By way of a jump of the program's own.
    fn jumps_to(&self, call: &Instruction) -> Option<usize> {
        let jump = usize::try_from(call.near_branch64()).ok()?;
        let end = jump.checked_add(16).filter(|_| self.code.contains(&jump))?;
        let mut decoder = decoder(&(jump..end.min(self.code.end)));
        let jump = decoder
            .iter()
            .find(|next| next.mnemonic() != Mnemonic::Endbr64)?;
        slot(&jump).filter(|_| jump.mnemonic() == Mnemonic::Jmp)
    }
}

/// An address that a register has, and where it was taken from: the last one that was taken.
#[derive(Clone, Copy)]
struct Loaded {
    to: Register,
    slot: usize,
}

/// What is known of this behind the instruction.
fn still_loaded(instruction: &Instruction, loaded: Option<Loaded>) -> Option<Loaded> {
    let to = (instruction.op0_kind() == OpKind::Register).then(|| instruction.op0_register());
    if instruction.mnemonic() == Mnemonic::Mov
        && instruction.op1_kind() == OpKind::Memory
        && let Some(to) = to
        && let Some(slot) = slot(instruction)
    {
        return Some(Loaded { to, slot });
    }
    let leads_away = leads_away(instruction);
    loaded.filter(|loaded| !leads_away && to != Some(loaded.to))
}

/// The stops of a function that is one operation as a whole: where it begins and where it
/// returns.
fn whole(instructions: &[Decoded]) -> Option<Vec<Place>> {
    let (first, others) = instructions.split_first()?;
    let returns = (others.iter())
        .filter(|instruction| instruction.returns())
        .map(|instruction| instruction.place(Role::After, Way::Return));
    let places: Vec<_> = [copied(first, Role::Begins)?]
        .into_iter()
        .chain(returns)
        .collect();
    (places.len() > 1).then_some(places)
}

/// What comes after a call.
fn came_back(instruction: &Decoded) -> Option<Place> {
    let what = &instruction.what;
    if what.mnemonic() != Mnemonic::Jmp || what.op0_kind() != OpKind::NearBranch64 {
        return copied(instruction, Role::After);
    }
    let target = usize::try_from(what.near_branch64()).ok()?;
    Some(instruction.place(Role::After, Way::Jump(target)))
}

/// An instruction that does the same elsewhere.
fn copied(instruction: &Decoded, role: Role) -> Option<Place> {
    let what = &instruction.what;
    if leads_away(what) {
        return None;
    }
    // By the short form of the register nobody names a place.
    if what.memory_base() == Register::EIP {
        return None;
    }
    let distance = match slot(what) {
        Some(target) => Some((instruction.distance?, target)),
        None => None,
    };
    Some(instruction.place(role, Way::Copy(distance)))
}

/// Whether it changes memory that threads share: it has the prefix `lock`, or exchanges a
/// register with memory.
fn is_atomic(instruction: &Instruction) -> bool {
    let exchanges = instruction.mnemonic() == Mnemonic::Xchg
        && (instruction.op0_kind() == OpKind::Memory || instruction.op1_kind() == OpKind::Memory);
    instruction.has_lock_prefix() || exchanges
}

fn leads_away(instruction: &Instruction) -> bool {
    matches!(
        instruction.mnemonic(),
        Mnemonic::Call
            | Mnemonic::Jmp
            | Mnemonic::Ret
            | Mnemonic::Int3
            | Mnemonic::Int
            | Mnemonic::Ud2
    ) || instruction.op0_kind() == OpKind::NearBranch64
}

/// The place in memory that it names by the distance to itself.
fn slot(instruction: &Instruction) -> Option<usize> {
    let is_near =
        instruction.memory_base() == Register::RIP && instruction.memory_index() == Register::None;
    is_near.then(|| usize::try_from(instruction.memory_displacement64()).ok())?
}

struct Decoded {
    what: Instruction,
    /// Where a distance stands in it.
    distance: Option<usize>,
}

impl Decoded {
    fn place(&self, role: Role, way: Way) -> Place {
        let (at, next) = (self.what.ip(), self.what.next_ip());
        Place {
            at: at as usize,
            next: next as usize,
            role,
            way,
        }
    }

    /// Without an argument to take from the stack.
    fn returns(&self) -> bool {
        self.what.mnemonic() == Mnemonic::Ret && self.what.op_count() == 0
    }
}

/// `None` if something there is no instruction.
fn decoded(function: &Range<usize>) -> Option<Vec<Decoded>> {
    let (mut decoder, mut all) = (decoder(function), Vec::new());
    while decoder.can_decode() {
        let what = decoder.decode();
        if what.is_invalid() {
            return None;
        }
        let offsets = decoder.get_constant_offsets(&what);
        let distance = offsets
            .has_displacement()
            .then(|| offsets.displacement_offset());
        all.push(Decoded { what, distance });
    }
    Some(all)
}

fn decoder(code: &Range<usize>) -> Decoder<'static> {
    // SAFETY: the code of the program lies there, and stays.
    let bytes =
        unsafe { std::slice::from_raw_parts(ptr::with_exposed_provenance(code.start), code.len()) };
    Decoder::with_ip(64, bytes, code.start as u64, DecoderOptions::NONE)
}
