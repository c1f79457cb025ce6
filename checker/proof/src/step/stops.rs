//! Breakpoints at the atomic operations of the program: while a thread is led, an instruction
//! stands there that sends a signal, and what stood there before is run elsewhere.
//!
//! A thread that is not led comes to them as well, and goes on at once. So does one that has come
//! to a stop when that was taken away.

#![expect(
    unsafe_code,
    reason = "other threads have to hear that code was written"
)]

use super::places::{Place, Role, Way};
use super::program::{Program, read, write};
use super::text::{Near, Text};
use super::word::Word;
use std::arch::x86_64::__cpuid;

pub(super) struct Stops {
    text: Text,
    /// In the order of their addresses.
    all: Vec<Stop>,
    /// Where the copies begin.
    copies: usize,
    are_there: Word,
}

pub(super) struct Stop {
    pub(super) place: Place,
    /// Whether another stop comes after the operation.
    pub(super) has_after: bool,
    first: u8,
    copy: usize,
}

/// Where a thread has stopped.
pub(super) enum Found<'a> {
    At(&'a Stop),
    /// Behind the copy of its instruction.
    Behind(&'a Stop),
}

const STOP: u8 = 0xcc;
const JUMP: u8 = 0xe9;

/// Of a copy that leads back, and of the one that leads to a stop, which comes behind it.
const ROOM: usize = 24;
/// No instruction is longer.
const LONGEST: usize = 15;

impl Stops {
    /// `None` where the system does not let it.
    pub(super) fn of(program: &Program) -> Option<Self> {
        let (code, places) = (program.code(), Place::all_of(program));
        let copies = Near::to(&code, places.len() * 2 * ROOM)?;
        let all = (places.iter().enumerate())
            .map(|(number, place)| {
                let copy = copies.start + number * 2 * ROOM;
                let following = &places[number + 1..];
                if let Way::Copy(distance) = place.way {
                    put(&copies, copy, place, distance)?;
                }
                Some(Stop {
                    place: *place,
                    has_after: has_after(place, following),
                    // SAFETY: the code of the program lies there.
                    first: unsafe { read(place.at) },
                    copy,
                })
            })
            .collect::<Option<_>>()?;
        let text = Text::shared(&code).filter(|_| copies.can_run())?;
        // SAFETY: numbers only. Where there is no such call, that is seen when it is needed.
        unsafe { libc::syscall(libc::SYS_membarrier, PREPARE, 0, 0) };
        Some(Self {
            text,
            all,
            copies: copies.start,
            are_there: Word::of(0),
        })
    }

    /// From here on threads stop at each operation, and after it if that is wanted.
    pub(super) fn put_up(&self, also_after: bool) {
        self.are_there.set(1);
        for stop in &self.all {
            if also_after || stop.place.role != Role::After {
                self.text.write(stop.place.at, STOP);
            }
        }
        seen_by_all_threads();
    }

    /// The code is again what it was.
    pub(super) fn take_away(&self) {
        if self.are_there.get() == 0 {
            return;
        }
        self.are_there.set(0);
        for stop in &self.all {
            self.text.write(stop.place.at, stop.first);
        }
        seen_by_all_threads();
    }

    /// What is known of the instruction there, which has sent a signal.
    pub(super) fn find(&self, at: usize) -> Option<Found<'_>> {
        if let Ok(number) = self.all.binary_search_by_key(&at, |stop| stop.place.at) {
            return self.all.get(number).map(Found::At);
        }
        let number = at.checked_sub(self.copies)? / (2 * ROOM);
        self.all.get(number).map(Found::Behind)
    }

    #[cfg(test)]
    pub(super) fn places(&self) -> impl Iterator<Item = &Place> {
        self.all.iter().map(|stop| &stop.place)
    }

    /// Whether that is an address of the program.
    pub(super) fn is_own(&self, address: usize) -> bool {
        self.text.has(address)
    }
}

impl Stop {
    /// Where the thread goes on, and what its stack is then; in the manner of the copy that
    /// ends with a stop, if there is one.
    ///
    /// # Safety
    ///
    /// A thread has come here, with such a stack.
    pub(super) unsafe fn way(&self, stack: usize, to_a_stop: bool) -> (usize, usize) {
        match self.place.way {
            Way::Copy(_) if to_a_stop && self.place.role == Role::Operation => {
                (self.copy + ROOM, stack)
            }
            Way::Copy(_) => (self.copy, stack),
            Way::Call(slot) => {
                let below = stack - size_of::<usize>();
                // SAFETY: whoever calls something has this place for the way back, and the
                // loader has written an address into the slot.
                unsafe {
                    write(below, self.place.next);
                    (read(slot), below)
                }
            }
            Way::Jump(target) => (target, stack),
            // SAFETY: where a function returns, the way back is on top.
            Way::Return => (unsafe { read(stack) }, stack + size_of::<usize>()),
        }
    }
}

/// Whether a thread stops once more when the operation is over.
fn has_after(place: &Place, following: &[Place]) -> bool {
    match place.role {
        Role::Operation | Role::Begins => true,
        Role::Calls => (following.first())
            .is_some_and(|after| after.at == place.next && after.role == Role::After),
        Role::After => false,
    }
}

/// Both copies of an instruction.
fn put(copies: &Near, copy: usize, place: &Place, distance: Option<(usize, usize)>) -> Option<()> {
    let length = place.next - place.at;
    // SAFETY: the code of the program lies there, and more.
    let instruction: [u8; LONGEST] = unsafe { read(place.at) };
    for copy in [copy, copy + ROOM] {
        let mut bytes = instruction.get(..length)?.to_vec();
        if let Some((offset, target)) = distance {
            let bytes = bytes.get_mut(offset..offset + 4)?;
            bytes.copy_from_slice(&from_to(copy + length, target)?);
        }
        copies.write(copy, &bytes);
    }
    let end = copy + length;
    copies.write(end, &[JUMP]);
    copies.write(end + 1, &from_to(end + 5, place.next)?);
    copies.write(copy + ROOM + length, &[STOP]);
    Some(())
}

/// The distance, as an instruction has it.
fn from_to(from: usize, to: usize) -> Option<[u8; 4]> {
    let distance = to.cast_signed().checked_sub(from.cast_signed())?;
    i32::try_from(distance).ok().map(i32::to_le_bytes)
}

/// `MEMBARRIER_CMD_PRIVATE_EXPEDITED_SYNC_CORE`, and the one by which a process says that it
/// will call this.
const SEEN: i32 = 1 << 5;
const PREPARE: i32 = 1 << 6;

/// A processor may have read instructions ahead.
fn seen_by_all_threads() {
    // SAFETY: numbers only.
    let seen = unsafe { libc::syscall(libc::SYS_membarrier, SEEN, 0, 0) };
    if seen != 0 {
        // At least by this one, which reads on when it has done this.
        __cpuid(0);
    }
}
