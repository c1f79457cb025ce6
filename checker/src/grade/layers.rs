//! What stood between the answers, the verdicts and the machine: summed up from
//! what each run witnessed.

use crate::course::{Course, JudgedBy, UnsafeCode};
use crate::reporter::json::{Containment, ExerciseReport, Integrity, Kept, Layers};

/// The layers that were in force for all of `exercises`. Where nothing of them
/// ran, what this system has is what would have been.
#[must_use]
pub fn layers(course: &Course, exercises: &[ExerciseReport]) -> Layers {
    let all: Vec<&Kept> = exercises
        .iter()
        .filter_map(|one| one.kept.as_ref())
        .collect();
    let ran: Vec<_> = all.iter().filter_map(|kept| kept.run.as_ref()).collect();
    let here = seal::available();
    let least = |found: Option<Option<u32>>| found.unwrap_or(here.landlock);
    let mut layers = Layers {
        integrity: Integrity::C,
        containment: Containment::None,
        intake: true,
        screen: true,
        compile_landlock: least(all.iter().map(|kept| kept.compile_landlock).min()),
        compile_seccomp: all.iter().all(|kept| kept.compile_seccomp) && here_or(&all, here.seccomp),
        run_landlock: least(ran.iter().map(|run| run.landlock).min()),
        run_seccomp: ran.iter().all(|run| run.seccomp) && here_or(&ran, here.seccomp),
        uid_dropped: !ran.is_empty() && ran.iter().all(|run| run.uid.is_some()),
        witnessed: ran.iter().all(|run| run.witnessed),
        notes: Vec::new(),
    };
    let reaches_out = ran.iter().any(|run| run.network == "any");
    layers.containment = containment(&layers, reaches_out);
    layers.integrity = integrity(course, exercises, &layers);
    layers.notes = notes(&layers, reaches_out);
    layers
}

/// Without a witness, what this system has decides.
fn here_or<T>(witnesses: &[T], here: bool) -> bool {
    !witnesses.is_empty() || here
}

fn containment(layers: &Layers, reaches_out: bool) -> Containment {
    match (layers.run_landlock, layers.run_seccomp) {
        (None, false) => Containment::None,
        (_, true) if layers.compile_landlock.is_some() && !reaches_out => Containment::Full,
        _ => Containment::Partial,
    }
}

fn integrity(course: &Course, exercises: &[ExerciseReport], layers: &Layers) -> Integrity {
    if !layers.witnessed || (layers.run_landlock.is_none() && !layers.run_seccomp) {
        return Integrity::C;
    }
    let by_hidden_test = |one: &ExerciseReport| {
        let known = course.find(&one.id);
        known.is_some_and(|known| known.judged_by == JudgedBy::HiddenTest)
    };
    let sealed = exercises
        .iter()
        .filter(|one| one.kept.is_some())
        .all(by_hidden_test);
    match course.unsafe_code {
        UnsafeCode::Forbidden if sealed && layers.run_seccomp => Integrity::A,
        UnsafeCode::Forbidden | UnsafeCode::Allowed => Integrity::B,
    }
}

fn notes(layers: &Layers, reaches_out: bool) -> Vec<String> {
    let mut notes = Vec::new();
    let mut note = |holds: bool, text: &str| {
        if holds {
            notes.push(text.to_owned());
        }
    };
    let nothing = layers.containment == Containment::None;
    note(
        nothing,
        "answers ran with the rights of whoever graded, and a forged pass is possible",
    );
    note(
        !nothing && layers.compile_landlock.is_none(),
        "without Landlock the compiler may read what whoever graded may read",
    );
    note(
        !nothing && !layers.run_seccomp,
        "without seccomp an answer may start processes and open sockets that are not TCP",
    );
    note(
        !nothing && reaches_out,
        "exercises with sockets could reach what this machine can reach: it lets nobody make a \
         network of their own",
    );
    notes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reporter::json::{self, Judged};
    use crate::reporter::sample;
    use crate::verdict::Fenced;
    use report::{Network, Seal};

    const SEAL: Seal = Seal {
        landlock: Some(7),
        seccomp: true,
        uid: Some(61_200),
        network: Network::None,
        witnessed: true,
    };

    /// The layers of a class where one test ran with this seal.
    fn with(seal: Option<Seal>, unsafe_code: UnsafeCode, judged_by: JudgedBy) -> Layers {
        let mut course = sample::course();
        course.unsafe_code = unsafe_code;
        course.exercises[0].judged_by = judged_by;
        let mut verdict = sample::pass();
        verdict.fence = Some(Fenced {
            landlock: Some(7),
            seccomp: true,
        });
        for test in &mut verdict.tests {
            test.seal = seal;
        }
        let judged = Judged {
            exercise: &course.exercises[0],
            verdict,
            runs: 1,
            passed_runs: 1,
            blake3: None,
        };
        layers(&course, &[json::exercise_report(&judged, &course)])
    }

    #[track_caller]
    fn check(seal: Option<Seal>, want: (Integrity, Containment), notes: usize) {
        let layers = with(seal, UnsafeCode::Forbidden, JudgedBy::HiddenTest);
        assert_eq!((layers.integrity, layers.containment), want, "{layers:?}");
        assert_eq!(layers.notes.len(), notes, "{layers:?}");
    }

    #[test]
    fn what_is_said_is_no_more_than_the_weakest_run_witnessed() {
        use Containment::{Full, None as Nothing, Partial};
        check(Some(SEAL), (Integrity::A, Full), 0);
        let any = Network::Any;
        check(
            Some(Seal {
                network: any,
                ..SEAL
            }),
            (Integrity::A, Partial),
            1,
        );
        let unseen = Seal {
            witnessed: false,
            ..SEAL
        };
        check(Some(unseen), (Integrity::C, Full), 0);
        let bare = Seal {
            landlock: None,
            seccomp: false,
            ..SEAL
        };
        check(Some(bare), (Integrity::C, Nothing), 1);
        check(None, (Integrity::C, Nothing), 1);
    }

    #[test]
    fn who_writes_unsafe_code_or_the_tests_themselves_is_trusted_less() {
        let hidden = JudgedBy::HiddenTest;
        let layers = with(Some(SEAL), UnsafeCode::Allowed, hidden);
        assert_eq!(layers.integrity, Integrity::B);
        let layers = with(Some(SEAL), UnsafeCode::Forbidden, JudgedBy::OwnTests);
        assert_eq!(layers.integrity, Integrity::B);
    }
}
