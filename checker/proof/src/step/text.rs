//! The code of the program in memory that this process can write to, at another address.

#![expect(unsafe_code, reason = "memory is mapped, and written by its address")]

use std::ops::Range;
use std::ptr;

/// Where it is, it can be read and run as before. It is written at another address, which the
/// system draws: that needs no system call, as a sealed process has none for it.
///
/// For an answer this changes nothing. It is safe code, which cannot make up an address; and
/// who can write to any address needs no code to be writable.
pub(super) struct Text {
    place: Range<usize>,
    writable: usize,
}

impl Text {
    /// Of what lies in these pages.
    pub(super) fn shared(code: &Range<usize>) -> Option<Self> {
        let place = code.start / PAGE * PAGE..code.end.next_multiple_of(PAGE);
        let length = place.len();
        let writable = map(None, length, libc::MAP_SHARED)?;
        // SAFETY: what was mapped is ours and as long as the code, which is mapped there and
        // never changes. In one step the same bytes take its place.
        let is_shared = unsafe {
            let text = ptr::with_exposed_provenance::<u8>(place.start);
            pointer(writable).copy_from_nonoverlapping(text, length);
            let same = libc::mremap(pointer(writable).cast(), 0, length, libc::MREMAP_MAYMOVE);
            same != libc::MAP_FAILED
                && libc::mprotect(same, length, RUNS) == 0
                && takes_the_place_of(&place, same)
        };
        is_shared.then_some(Self { place, writable })
    }

    pub(super) fn has(&self, address: usize) -> bool {
        self.place.contains(&address)
    }

    pub(super) fn write(&self, at: usize, byte: u8) {
        let offset = at - self.place.start;
        // SAFETY: it lies within the code. A thread that runs it sees the byte or the one
        // before it; only what [`super::stops`] puts there is put there.
        unsafe { pointer(self.writable + offset).write_volatile(byte) };
    }
}

/// No page is smaller.
const PAGE: usize = 4096;
const RUNS: i32 = libc::PROT_READ | libc::PROT_EXEC;

/// Memory for code that reaches all of `code` and what that reaches: it is written first, and
/// then only run.
pub(super) struct Near {
    pub(super) start: usize,
    length: usize,
}

impl Near {
    pub(super) fn to(code: &Range<usize>, length: usize) -> Option<Self> {
        /// Of the two GiB that an instruction reaches.
        const STEP: usize = 64 << 20;
        let length = length.max(1).next_multiple_of(PAGE);
        let below = (code.start / PAGE * PAGE).checked_sub(length)?;
        (1..16).find_map(|steps| {
            let start = map(below.checked_sub(steps * STEP), length, libc::MAP_PRIVATE)?;
            Some(Self { start, length })
        })
    }

    pub(super) fn write(&self, at: usize, bytes: &[u8]) {
        assert!(at >= self.start && at + bytes.len() <= self.start + self.length);
        // SAFETY: it is ours, and nobody runs it yet.
        unsafe { pointer(at).copy_from_nonoverlapping(bytes.as_ptr(), bytes.len()) };
    }

    /// It is written.
    pub(super) fn can_run(&self) -> bool {
        // SAFETY: it is ours.
        unsafe { libc::mprotect(pointer(self.start).cast(), self.length, RUNS) == 0 }
    }
}

/// # Safety
///
/// What is mapped at `same` has the bytes of that place.
unsafe fn takes_the_place_of(place: &Range<usize>, same: *mut libc::c_void) -> bool {
    let (length, flags) = (place.len(), libc::MREMAP_MAYMOVE | libc::MREMAP_FIXED);
    let at = pointer(place.start).cast::<libc::c_void>();
    // SAFETY: whoever calls this knows.
    unsafe { libc::mremap(same, length, length, flags, at) == at }
}

/// Memory that can be written to; at `wanted`, if that is free, or nowhere.
fn map(wanted: Option<usize>, length: usize, shared: i32) -> Option<usize> {
    let at = wanted.map_or(ptr::null_mut(), |wanted| pointer(wanted).cast());
    let fixed = wanted.map_or(0, |_| libc::MAP_FIXED_NOREPLACE);
    let (writes, flags) = (
        libc::PROT_READ | libc::PROT_WRITE,
        libc::MAP_ANONYMOUS | shared | fixed,
    );
    // SAFETY: it takes the place of nothing.
    let place = unsafe { libc::mmap(at, length, writes, flags, -1, 0) };
    (place != libc::MAP_FAILED).then(|| place.expose_provenance())
}

fn pointer(place: usize) -> *mut u8 {
    ptr::with_exposed_provenance_mut(place)
}
