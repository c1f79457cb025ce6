#![expect(
    unsafe_code,
    reason = "operations are written as the compiler would, and code is looked at"
)]

use super::lead::stops;
use super::places::{Place, Role};
use super::program::read;
use super::{from_here, held_at, held_later_at, operations_from_there, operations_of, turn};
use std::arch::asm;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::thread;

/// The program of these tests exports none of its own.
pub(super) const STANDS_FOR_OWN: fn(*mut u32) = stands_for_own;

#[inline(never)]
fn stands_for_own(place: *mut u32) {
    // SAFETY: whoever calls this lends a number.
    unsafe { place.write_volatile(1) };
}

/// Of one test alone.
static NEAR: AtomicU32 = AtomicU32::new(0);

/// By its distance from the instruction.
#[inline(never)]
fn adds_one_nearby() {
    // SAFETY: it is a number, and changed as one that threads share.
    unsafe { asm!("lock inc dword ptr [rip + {}]", sym NEAR) };
}

#[test]
fn each_operation_counts_once() {
    let (one, two) = (AtomicU32::new(0), AtomicU32::new(0));
    let operations = operations_of(|| {
        one.fetch_add(1, Ordering::SeqCst);
        two.swap(1, Ordering::SeqCst);
        let _ = one.compare_exchange(1, 2, Ordering::SeqCst, Ordering::SeqCst);
    });
    assert_eq!(operations, 3);
    assert_eq!((one.into_inner(), two.into_inner()), (2, 1));
    assert_eq!(operations_of(|| {}), 0);
    let twice = operations_from_there(|| {
        from_here();
        AtomicU32::new(0).fetch_add(1, Ordering::SeqCst);
    });
    assert_eq!(twice, 2);
}

#[test]
fn an_operation_nearby_is_done_from_afar() {
    let before = NEAR.load(Ordering::SeqCst);
    let mut seen = Vec::new();
    for number in 0..2 {
        let meanwhile = || seen.push(NEAR.load(Ordering::SeqCst));
        held_later_at(number, meanwhile, || {
            from_here();
            adds_one_nearby();
        });
    }
    assert_eq!(seen, [before, before + 2]);
    assert_eq!(NEAR.load(Ordering::SeqCst), before + 2);
}

#[test]
fn a_function_that_is_an_operation_is_one_as_a_whole() {
    struct Shared(*mut u32);
    // SAFETY: one thread writes while the other one is held.
    unsafe impl Sync for Shared {}
    let mut seen = Vec::new();
    for number in 0..2 {
        let mut value = 0;
        let shared = &Shared(&raw mut value);
        // SAFETY: it lives, and nobody writes meanwhile.
        let meanwhile = || seen.push(unsafe { shared.0.read_volatile() });
        held_later_at(number, meanwhile, || {
            from_here();
            stands_for_own(shared.0);
        });
        assert_eq!(value, 1);
    }
    assert_eq!(seen, [0, 1]);
}

#[test]
fn a_call_of_a_library_comes_back() {
    // SAFETY: it only asks.
    let asked = || unsafe { libc::getppid() };
    let (parent, held) = held_at(0, || {}, asked);
    assert_eq!((parent, held), (asked(), super::Held::Once));
    let numbers = operations_from_there(|| {
        from_here();
        let _ = asked();
    });
    assert_eq!(numbers, 2);
}

#[test]
fn others_go_on_where_one_is_led() {
    let (number, over) = (
        Arc::new(AtomicU32::new(0)),
        Arc::new(AtomicBool::new(false)),
    );
    let others = [(); 2].map(|()| {
        let (number, over) = (number.clone(), over.clone());
        thread::spawn(move || {
            let mut added = 0;
            while !over.load(Ordering::SeqCst) {
                number.fetch_add(1, Ordering::SeqCst);
                added += 1;
                thread::yield_now();
            }
            added
        })
    });
    for _ in 0..5 {
        let operations = operations_of(|| {
            number.fetch_add(1, Ordering::SeqCst);
        });
        assert_eq!(operations, 1);
        held_at(0, || {}, || number.fetch_add(1, Ordering::SeqCst));
    }
    over.store(true, Ordering::SeqCst);
    let added: u32 = others.map(|other| other.join().unwrap()).into_iter().sum();
    assert_eq!(number.load(Ordering::SeqCst), added + 10);
}

#[test]
fn the_code_is_afterwards_as_it_was() {
    let number = AtomicU32::new(0);
    let add = || {
        number.fetch_add(1, Ordering::SeqCst);
    };
    assert_eq!(operations_of(add), 1);
    held_at(0, || {}, add);
    let _turn = turn();
    let stops = stops().unwrap();
    let mut operations = stops.places().filter(|place| place.role == Role::Operation);
    assert!(operations.next().is_some());
    // SAFETY: the code of the program lies there.
    let byte = |place: &Place| unsafe { read::<u8>(place.at) };
    assert!(stops.places().all(|place| byte(place) != 0xcc));
}
