//! Faults of the machine, of the cache and of what was handed in, drawn at
//! random, while right and wrong answers are judged. Whatever is wrong: no right
//! answer is refused, no wrong one passes, nothing of a learner's is lost and no
//! stranger's process is touched; and when all is well again, everything is judged
//! as if nothing had been.
//!
//! `FAULTS=200 cargo test --test faults -- --nocapture` draws so many and says
//! how each went; `FAULTS_SEED=7` begins with another one.
#![cfg(target_os = "linux")]

mod answers;
mod case;
mod damage;
mod draw;
mod fault;
mod run;
mod world;

use case::Case;
use world::World;

/// So many are drawn where nobody says how many.
const FEW: u64 = 8;

#[test]
fn no_fault_is_taken_for_an_answers() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
    let world = World::new();
    let asked: Option<u64> = number("FAULTS");
    let first: u64 = number("FAULTS_SEED").unwrap_or(1);
    let mut problems = Vec::new();
    let (mut judged, mut said) = (0, 0);
    for seed in first..first + asked.unwrap_or(FEW) {
        let case = Case::of(&world, seed);
        match case.code {
            0 | 1 => judged += 1,
            _ => said += 1,
        }
        let Case { fault, code, .. } = &case;
        if asked.is_some() {
            say(&format!(
                "{seed}: {fault} -> {code}, {} problems",
                case.problems.len()
            ));
        }
        let told = case.problems.iter();
        let told: Vec<_> = told
            .map(|problem| format!("{seed}: {fault}: {problem}"))
            .collect();
        if asked.is_some() && !told.is_empty() {
            say(&told.join("\n"));
        }
        problems.extend(told);
    }
    say(&format!("{judged} faults were borne, {said} were said"));
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n\n"));
}

/// Tell whoever runs the tests.
#[expect(clippy::print_stderr, reason = "whoever runs the tests has to know")]
pub(crate) fn say(line: &str) {
    eprintln!("{line}");
}
