//! The program as the system has loaded it, without its libraries.

#![expect(
    unsafe_code,
    reason = "the headers of the program lie where the system says"
)]

use std::ops::Range;
use std::ptr;

pub(super) struct Program {
    /// What is added to the addresses in its file.
    pub(super) base: usize,
    headers: &'static [libc::Elf64_Phdr],
}

impl Program {
    /// `None` where the system does not tell.
    pub(super) fn this() -> Option<Self> {
        // SAFETY: the system tells of the headers of the program that it has started, and
        // they stay where they are.
        let headers = unsafe {
            let first = usize::try_from(libc::getauxval(libc::AT_PHDR)).ok()?;
            let number = usize::try_from(libc::getauxval(libc::AT_PHNUM)).ok()?;
            if first == 0 {
                return None;
            }
            std::slice::from_raw_parts(ptr::with_exposed_provenance(first), number)
        };
        let own = first_of(headers, |header| header.p_type == libc::PT_PHDR)?;
        let base = headers.as_ptr().addr().wrapping_sub(own.start);
        Some(Self { base, headers })
    }

    pub(super) fn code(&self) -> Range<usize> {
        self.place_of(|header| header.p_type == libc::PT_LOAD && header.p_flags & libc::PF_X != 0)
    }

    /// What the loader of libraries needs to know.
    pub(super) fn dynamic(&self) -> Range<usize> {
        self.place_of(|header| header.p_type == libc::PT_DYNAMIC)
    }

    /// Where each function of the program lies, from the table for who unwinds the stack:
    /// where the file does not have it in the form that linkers make, there is none.
    pub(super) fn functions(&self) -> impl Iterator<Item = Range<usize>> {
        /// Version 1, with addresses of four bytes: relative to where they stand, the number,
        /// and relative to the table.
        const FORM: [u8; 4] = [1, 0x1b, 0x03, 0x3b];
        let (code, table) = (
            self.code(),
            self.place_of(|header| header.p_type == libc::PT_GNU_EH_FRAME),
        );
        // SAFETY: the headers say that a table lies there.
        let is_there = table.len() >= 12 && unsafe { read::<[u8; 4]>(table.start) } == FORM;
        let number = match is_there {
            // SAFETY: the number stands behind the address of what the table is about.
            true => unsafe { read::<u32>(table.start + 8) as usize },
            false => 0,
        };
        let number = number.min(table.len().saturating_sub(12) / 8);
        (0..number).filter_map(move |line| {
            let line = table.start + 12 + line * 8;
            // SAFETY: a line has two addresses: of the function and of what is known of it,
            // which has its length, a number, the address again and how many bytes it is long.
            let (start, known) =
                unsafe { (relative(table.start, line), relative(table.start, line + 4)) };
            let (again, length) =
                unsafe { (relative(known + 8, known + 8), read::<u32>(known + 12)) };
            let end = start.checked_add(length as usize)?;
            let is_code = again == start && code.start <= start && end <= code.end;
            is_code.then_some(start..end)
        })
    }

    fn place_of(&self, wanted: impl Fn(&libc::Elf64_Phdr) -> bool) -> Range<usize> {
        first_of(self.headers, wanted).map_or(0..0, |place| {
            self.base.wrapping_add(place.start)..self.base.wrapping_add(place.end)
        })
    }
}

/// Where that part of the program lies in its file's own addresses.
fn first_of(
    headers: &[libc::Elf64_Phdr],
    wanted: impl Fn(&libc::Elf64_Phdr) -> bool,
) -> Option<Range<usize>> {
    let header = headers.iter().find(|header| wanted(header))?;
    let start = usize::try_from(header.p_vaddr).ok()?;
    let length = usize::try_from(header.p_memsz).ok()?;
    Some(start..start.wrapping_add(length))
}

/// The address that stands at `place`, as its distance to `from`.
///
/// # Safety
///
/// Four bytes lie there.
unsafe fn relative(from: usize, place: usize) -> usize {
    // SAFETY: whoever calls this knows.
    from.wrapping_add_signed(unsafe { read::<i32>(place) } as isize)
}

/// # Safety
///
/// Such a value lies there.
pub(super) unsafe fn read<T: Copy>(place: usize) -> T {
    // SAFETY: whoever calls this knows.
    unsafe { ptr::with_exposed_provenance::<T>(place).read_unaligned() }
}

/// # Safety
///
/// It may be written there.
pub(super) unsafe fn write<T>(place: usize, value: T) {
    // SAFETY: whoever calls this knows.
    unsafe { ptr::with_exposed_provenance_mut::<T>(place).write_unaligned(value) };
}
