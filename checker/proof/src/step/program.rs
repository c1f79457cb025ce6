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
