//! The functions of the core library that are atomic operations, as the program calls them.
//!
//! Code that is not optimized calls one for each operation: `AtomicBool::load` calls
//! `core::sync::atomic::atomic_load`. A load or a store looks like any other instruction,
//! so they are known by that name alone. Where a library has the function for the same
//! type, the program has none of its own, and the library's address stands in a table of
//! it. Its own functions are listed if they were exported when it was linked.

#![expect(
    unsafe_code,
    reason = "the tables of the program lie where its headers say"
)]

use super::program::{Program, read};
use std::ffi::CStr;
use std::ptr;

/// Where those functions begin, in ascending order.
#[derive(Default)]
pub(super) struct Functions {
    pub(super) own: Vec<usize>,
    pub(super) of_libraries: Vec<usize>,
}

impl Functions {
    pub(super) fn called_by(program: &Program) -> Self {
        let Some(tables) = Tables::of(program) else {
            return Self::default();
        };
        let (own, code) = (tables.own_functions(is_atomic), program.code());
        #[cfg(test)]
        let own = own.chain([super::tests::STANDS_FOR_OWN as usize]);
        let own = in_order(own);
        let bound = tables.bound_functions(is_atomic);
        let of_libraries = in_order(bound.filter(|function| !code.contains(function)));
        Self { own, of_libraries }
    }
}

/// Whether one of these functions of a library is among those that the program calls.
pub(super) fn is_any_called_by(program: &Program, functions: &[usize]) -> bool {
    Tables::of(program).is_some_and(|tables| {
        let mut bound = tables.bound_functions(|_| true);
        bound.any(|bound| functions.contains(&bound))
    })
}

fn in_order(places: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut places: Vec<_> = places.collect();
    places.sort_unstable();
    places.dedup();
    places
}

/// Whether a function of this name is an atomic operation, in either manner of naming.
fn is_atomic(name: &[u8]) -> bool {
    #[cfg(test)]
    if name == tests::STANDS_FOR_ONE {
        return true;
    }
    let Ok(name) = str::from_utf8(name) else {
        return false;
    };
    let of_module = (name.strip_prefix("_ZN4core4sync6atomic")).or_else(|| {
        let generic = name.strip_prefix("_RINvNtNtC")?;
        Some(generic.split_once("_4core4sync6atomic")?.1)
    });
    of_module.is_some_and(|name| {
        let name = name.trim_start_matches(|digit: char| digit.is_ascii_digit());
        name.starts_with("atomic_")
    })
}

/// A line of the section for the loader.
#[repr(C)]
struct Dynamic {
    tag: i64,
    value: u64,
}

/// A place of the program that gets an address.
#[repr(C)]
struct Relocation {
    place: u64,
    info: u64,
    addend: i64,
}

/// The tags of `Dynamic`.
const STRINGS: i64 = 5;
const SYMBOLS: i64 = 6;
const HASHES: i64 = 0x6fff_fef5;
const RELOCATIONS: i64 = 7;
const LENGTH_OF_RELOCATIONS: i64 = 8;
const CALLS: i64 = 23;
const LENGTH_OF_CALLS: i64 = 2;

/// The kinds of `Relocation` that are the address of a function.
const ADDRESS: u64 = 6;
const CALL: u64 = 7;

/// What the loader needs to know of names.
struct Tables<'a> {
    program: &'a Program,
    section: &'static [Dynamic],
    strings: usize,
    symbols: usize,
}

impl<'a> Tables<'a> {
    fn of(program: &'a Program) -> Option<Self> {
        let section = program.dynamic();
        let mut tables = Self {
            program,
            section: table(section.start, section.len()),
            strings: 0,
            symbols: 0,
        };
        tables.strings = tables.place(STRINGS)?;
        tables.symbols = tables.place(SYMBOLS)?;
        Some(tables)
    }

    fn value(&self, tag: i64) -> Option<usize> {
        let line = self.section.iter().find(|line| line.tag == tag)?;
        usize::try_from(line.value).ok()
    }

    /// Some loaders write the address in memory into the section, some leave what stands in
    /// the file.
    fn place(&self, tag: i64) -> Option<usize> {
        let base = self.program.base;
        let place = self.value(tag)?;
        Some(if place < base { base + place } else { place })
    }

    /// The functions of libraries that the program is bound to, and that have such a name.
    fn bound_functions(&self, wanted: fn(&[u8]) -> bool) -> impl Iterator<Item = usize> {
        let both = [
            (RELOCATIONS, LENGTH_OF_RELOCATIONS),
            (CALLS, LENGTH_OF_CALLS),
        ];
        let both = both.map(|(place, length)| {
            let (place, length) = (self.place(place), self.value(length));
            table::<Relocation>(place.unwrap_or_default(), length.unwrap_or_default())
        });
        both.into_iter().flatten().filter_map(move |relocation| {
            if !matches!(relocation.info & 0xffff_ffff, ADDRESS | CALL) {
                return None;
            }
            let (_, name) = self.symbol(usize::try_from(relocation.info >> 32).ok()?);
            let place = usize::try_from(relocation.place).ok()?;
            // SAFETY: the loader has written an address there.
            let address = || unsafe { read(self.program.base.wrapping_add(place)) };
            wanted(name).then(address)
        })
    }

    /// The functions of the program itself that others may be bound to, and that have such a
    /// name.
    fn own_functions(&self, wanted: fn(&[u8]) -> bool) -> impl Iterator<Item = usize> {
        self.numbers_of_own().filter_map(move |number| {
            let (symbol, name) = self.symbol(number);
            let offset = usize::try_from(symbol.st_value).ok()?;
            wanted(name).then(|| self.program.base.wrapping_add(offset))
        })
    }

    /// Nothing says how many there are but the table of their hashes: some numbers, a
    /// filter, the first symbol of each bucket, and for each symbol a hash, which is odd
    /// where its bucket ends.
    fn numbers_of_own(&self) -> std::ops::Range<usize> {
        let Some(hashes) = self.place(HASHES) else {
            return 0..0;
        };
        // SAFETY: the loader reads this table when it looks for a symbol.
        let number = |place: usize| unsafe { read::<u32>(place) } as usize;
        let (buckets, first, filter) = (number(hashes), number(hashes + 4), number(hashes + 8));
        let bucket = |which: usize| number(hashes + 16 + filter * 8 + which * 4);
        let Some(mut last) = (0..buckets).map(bucket).max().filter(|&last| last >= first) else {
            return 0..0;
        };
        let chain = hashes + 16 + filter * 8 + buckets * 4;
        while number(chain + (last - first) * 4) & 1 == 0 {
            last += 1;
        }
        first..last + 1
    }

    fn symbol(&self, number: usize) -> (&'static libc::Elf64_Sym, &'static [u8]) {
        // SAFETY: the loader has read the same symbol and its name, which ends with a zero.
        unsafe {
            let symbols = ptr::with_exposed_provenance::<libc::Elf64_Sym>(self.symbols);
            let symbol = &*symbols.add(number);
            let name = self.strings + symbol.st_name as usize;
            let name = CStr::from_ptr(ptr::with_exposed_provenance(name));
            (symbol, name.to_bytes())
        }
    }
}

/// What lies there, for as many bytes.
fn table<T>(place: usize, length: usize) -> &'static [T] {
    if place == 0 {
        return &[];
    }
    let number = length / size_of::<T>();
    // SAFETY: the headers of the program say that this lies there, and it stays there.
    unsafe { std::slice::from_raw_parts(ptr::with_exposed_provenance(place), number) }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// The program of these tests has all atomic operations itself, so this function of a library stands for one.
    pub(in crate::step) const STANDS_FOR_ONE: &[u8] = b"getppid";

    #[test]
    fn an_atomic_operation_is_known_by_its_name() {
        for name in [
            "_ZN4core4sync6atomic11atomic_load17h0cb0c0afb8b9d532E",
            "_ZN4core4sync6atomic28atomic_compare_exchange_weak17hd35f4711c46f6f4bE",
            "_RINvNtNtCsgEmfK2I1SDS_4core4sync6atomic11atomic_loadhECs4fqI2P2rA04_4main",
        ] {
            assert!(is_atomic(name.as_bytes()), "{name}");
        }
        for name in [
            "_ZN4core4sync6atomic5fence17h0cb0c0afb8b9d532E",
            "_RNvXsZ_NtNtCsgEmfK2I1SDS_4core4sync6atomicNtB5_9AtomicU16NtNtB9_3fmt5Debug3fmt",
            "_ZN4core3fmt5write17h0cb0c0afb8b9d532E",
            "malloc",
        ] {
            assert!(!is_atomic(name.as_bytes()), "{name}");
        }
    }

    #[test]
    fn a_function_that_the_program_calls_in_a_library_is_found() {
        let program = Program::this().unwrap();
        let places = Functions::called_by(&program);
        // SAFETY: it only asks.
        let _ = unsafe { libc::getppid() };
        let function = libc::getppid as *const () as usize;
        assert_eq!(places.of_libraries, [function]);
        assert!(is_any_called_by(&program, &[0, function]));
        assert!(!is_any_called_by(&program, &[function + 1]));
    }
}
