//! What is told of an order that goes wrong.

use crate::refusal::findings_of;
use crate::{Finding, Interleavings, Kind, equal, found};
use lab::shim::{AtomicU64, Ordering::SeqCst};
use std::cell::Cell;

/// So many threads each add one, and some updates get lost.
fn lost(threads: usize) -> String {
    let findings = findings_of(|| {
        Interleavings::of(threads).each(
            || AtomicU64::new(0),
            |number, _| {
                let before = number.load(SeqCst);
                number.store(before + 1, SeqCst);
            },
            |number, _| equal("the number", number.load(SeqCst), threads as u64),
        );
    });
    assert_eq!(findings.len(), 1, "{findings:?}");
    findings[0].observed.clone()
}

/// Strict turns find it first, in which all threads get in each other's way.
#[test]
fn an_order_is_told_with_as_few_interruptions_as_it_needs() {
    let told = lost(4);
    let order = told.split("in this order: ").nth(1).expect("an order");
    let threads: Vec<_> = order.split(", ").map(|step| &step[..8]).collect();
    let changes = threads.windows(2).filter(|two| two[0] != two[1]).count();
    // One is interrupted, and goes on when the others are done.
    assert_eq!((threads.len(), changes), (8, 4), "{order}");
}

#[test]
fn a_panic_is_told_with_its_order() {
    let findings = findings_of(|| {
        Interleavings::of(2).each(
            || AtomicU64::new(0),
            |number, _| {
                let before = number.load(SeqCst);
                if number.swap(before + 1, SeqCst) != before {
                    // As the hook says it, which is the whole program's.
                    found(Finding {
                        kind: Kind::Panicked,
                        observed: "a panic: somebody was here".to_owned(),
                        promised: None,
                        meaning: String::new(),
                        look_at: String::new(),
                        location: None,
                    });
                }
            },
            |_, _| {},
        );
    });
    let observed = &findings[0].observed;
    let order = "a panic: somebody was here; in this order: thread 0 reads 0, thread 1";
    assert!(observed.starts_with(order), "{observed}");
}

#[test]
fn what_does_not_come_up_again_is_told_so() {
    let first = Cell::new(true);
    let findings = findings_of(|| {
        Interleavings::of(1).each(
            || AtomicU64::new(0),
            |number, _| number.load(SeqCst),
            |_, got| equal("the number", got[0], u64::from(first.replace(false))),
        );
    });
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert!(
        findings[0].observed.contains("did not come up again"),
        "{findings:?}"
    );
}
