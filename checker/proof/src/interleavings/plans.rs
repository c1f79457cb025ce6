//! Which orders are tried, the most telling ones first.

use instrument::turns::{Fork, Plan, Rest};
use std::collections::VecDeque;

/// So often a thread is interrupted although it could go on.
const MOST_INTERRUPTIONS: usize = 2;

/// So many orders are left to chance.
const RANDOM: u64 = 6;

/// Between two threads, so many interruptions are tried before strict turns:
/// what goes wrong there is easier to follow. More threads may need all turns to
/// get into each other's way.
const SIMPLE: usize = 6;

pub(super) struct Plans {
    seed: u64,
    next: VecDeque<Idea>,
    /// The one that is tried.
    current: Option<Idea>,
}

#[derive(Clone)]
struct Idea {
    written: Vec<usize>,
    rest: Rest,
    interruptions: usize,
    seed: u64,
}

impl Plans {
    pub(super) fn new(seed: u64) -> Self {
        let idea = |rest, seed| Idea {
            written: Vec::new(),
            rest,
            interruptions: 0,
            seed,
        };
        let ruled = [Rest::Stay, Rest::Rotate, Rest::Restless, Rest::WokenFirst];
        let mut next: VecDeque<_> = ruled.map(|rest| idea(rest, seed)).into();
        next.extend((1..=RANDOM).map(|n| idea(Rest::Random, seed ^ n.wrapping_mul(0x9E37_79B9))));
        let current = None;
        Self {
            seed,
            next,
            current,
        }
    }

    pub(super) fn next(&mut self) -> Option<Plan> {
        let idea = self.next.pop_front()?;
        let plan = Plan::new(idea.written.clone(), idea.rest, idea.seed);
        self.current = Some(idea);
        Some(plan)
    }

    /// The next one in which fewer than `than` interruptions are written down, the
    /// fewest first.
    pub(super) fn simpler(&mut self, than: usize) -> Option<Plan> {
        let ideas = self.next.iter().enumerate();
        let simpler =
            ideas.filter(|(_, idea)| idea.rest == Rest::Stay && idea.interruptions < than);
        let (at, _) = simpler.min_by_key(|(_, idea)| idea.interruptions)?;
        let idea = self.next.remove(at)?;
        self.next.push_front(idea);
        self.next()
    }

    /// These choices, and then nobody is interrupted.
    pub(super) fn again(&self, choices: Vec<usize>) -> Plan {
        Plan::new(choices, Rest::Stay, self.seed)
    }

    /// Strict turns show best what is meant.
    pub(super) fn is_telling(&self) -> bool {
        let idea = self.current.as_ref();
        idea.is_some_and(|idea| idea.rest == Rest::Rotate)
    }

    /// What the last order came to: each place where somebody else could have
    /// gone on is an order of its own.
    pub(super) fn learn(&mut self, forks: &[Fork]) {
        let Some(idea) = self.current.take().filter(|idea| idea.rest == Rest::Stay) else {
            return;
        };
        let mut ideas = Vec::new();
        for at in idea.written.len()..forks.len() {
            let fork = &forks[at];
            for other in fork.ready.iter().filter(|who| **who != fork.chosen) {
                let interrupts = fork.current.is_some_and(|current| current != *other);
                let interruptions = idea.interruptions + usize::from(interrupts);
                if interruptions > MOST_INTERRUPTIONS {
                    continue;
                }
                let mut written: Vec<_> = forks[..at].iter().map(|fork| fork.chosen).collect();
                written.push(*other);
                ideas.push(Idea {
                    written,
                    rest: Rest::Stay,
                    interruptions,
                    seed: self.seed,
                });
            }
        }
        let two = forks.iter().all(|fork| fork.ready.len() <= 2);
        let simple = match two && idea.written.is_empty() {
            true => ideas.len().min(SIMPLE),
            false => 0,
        };
        self.next.extend(ideas.split_off(simple));
        ideas
            .into_iter()
            .rev()
            .for_each(|idea| self.next.push_front(idea));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fork(ready: &[usize], chosen: usize, current: Option<usize>) -> Fork {
        Fork {
            ready: ready.to_vec(),
            chosen,
            current,
        }
    }

    #[test]
    fn each_other_choice_is_tried_after_what_led_to_it() {
        let mut plans = Plans::new(7);
        assert!(plans.next().is_some());
        plans.learn(&[fork(&[0, 1, 2], 0, None), fork(&[0, 1], 0, Some(0))]);
        let written: Vec<_> = plans.next.iter().map(|idea| idea.written.clone()).collect();
        assert!(
            written.ends_with(&[vec![1], vec![2], vec![0, 1]]),
            "{written:?}"
        );
        assert_eq!(plans.next.back().map(|idea| idea.interruptions), Some(1));
    }

    #[test]
    fn two_threads_are_interrupted_before_they_take_strict_turns() {
        let mut plans = Plans::new(7);
        assert!(plans.next().is_some());
        plans.learn(&vec![fork(&[0, 1], 0, Some(0)); SIMPLE + 1]);
        for interrupted in 0..SIMPLE {
            assert!(plans.next().is_some() && !plans.is_telling());
            let written = plans.current.as_ref().map(|idea| idea.written.len());
            assert_eq!(written, Some(interrupted + 1));
        }
        assert!(plans.next().is_some() && plans.is_telling());
    }

    #[test]
    fn nobody_is_interrupted_again_and_again() {
        let mut plans = Plans::new(7);
        plans.next.truncate(1);
        let forks = || vec![fork(&[0, 1], 0, Some(0)); 12];
        let mut tried = 0;
        while plans.next().is_some() {
            let done = plans.current.as_ref().map_or(0, |idea| idea.written.len());
            plans.learn(&forks());
            tried += usize::from(done > 0);
        }
        // Twelve places for one interruption, and each pair of them for two.
        assert_eq!(tried, 12 + 12 * 11 / 2);
    }
}
