//! Answers that cheat or do harm, each tried for real: with every layer on it is
//! refused and has touched nothing, and with its layer off a known break does
//! break, which shows that the test tests something.
//!
//! `REDTEAM=name cargo test --test redteam` tries those whose name contains
//! `name`, and says how each went.
#![cfg(target_os = "linux")]

mod arena;

use arena::{
    Arena, Attack, Trial, as_an_ordinary_user, attacks, is_root, run_all, say, submissions,
};

#[test]
fn every_attack_is_refused_and_every_known_break_breaks_without_its_layer() {
    let arena = Arena::new();
    let attacks = attacks_here();
    let mut trials: Vec<Trial<'_>> = attacks.iter().map(with_all_layers).collect();
    for attack in &attacks {
        for (off, outcome) in attack.outcomes_without() {
            trials.push(Trial {
                attack,
                off,
                outcome,
            });
        }
    }
    run_all(&arena, &trials);
}

#[test]
fn an_ordinary_user_is_as_safe() {
    as_an_ordinary_user("as_whoever_runs_it");
}

#[test]
#[ignore = "run by the test above, as somebody else"]
fn as_whoever_runs_it() {
    assert!(!is_root());
    let arena = Arena::new();
    let attacks = attacks_here();
    let trials: Vec<Trial<'_>> = attacks.iter().map(with_all_layers).collect();
    run_all(&arena, &trials);
}

#[test]
fn nothing_but_one_file_is_taken_out_of_what_was_handed_in() {
    let problems: Vec<String> = submissions()
        .iter()
        .filter_map(|one| one.problem())
        .collect();
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

#[test]
fn there_are_many_attacks_and_each_layer_is_tried_alone() {
    let attacks = attacks();
    assert!(std::env::var_os("REDTEAM").is_some() || attacks.len() > 100);
}

fn with_all_layers(attack: &Attack) -> Trial<'_> {
    Trial {
        attack,
        off: Vec::new(),
        outcome: attack.outcome(),
    }
}

/// Those that can be tried on this machine.
fn attacks_here() -> Vec<Attack> {
    let (here, elsewhere): (Vec<_>, Vec<_>) = attacks()
        .into_iter()
        .partition(|attack| attack.cannot_be_tried().is_none());
    for why in elsewhere.iter().filter_map(Attack::cannot_be_tried) {
        say(&format!("skipped: {why}"));
    }
    assert!(!here.is_empty());
    here
}
