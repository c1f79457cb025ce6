//! Who goes on where several can.

/// Whoever tries again and again gets past the others by chance, but perhaps not
/// by a rule: after so many decisions there is none.
const RULED: usize = 120;

/// So often in a run somebody wakes up for no reason because chance wants it.
const MOST_FOR_NO_REASON: usize = 2;

/// Stands for a thread in a fork about its sleep: it wakes up for no reason.
const FOR_NO_REASON: usize = 1 << 16;

/// The same: its time is over.
const TIME_IS_OVER: usize = 2 << 16;

/// The same, in a fork about what a load finds: it is so much older than the newest value.
const OLDER: usize = 4 << 16;

/// Who goes on where a plan has nothing written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rest {
    /// Whoever runs, as long as it can.
    Stay,
    /// The same, and each thread wakes up once for no reason.
    Restless,
    /// Whoever was woken, at once; otherwise whoever runs. Of several that sleep at one
    /// place the one that came last is woken.
    WokenFirst,
    /// The next one, at every step.
    Rotate,
    /// Anybody.
    Random,
}

/// A place where more than one could go on, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fork {
    /// Who could.
    pub ready: Vec<usize>,
    /// Who did.
    pub chosen: usize,
    /// Who ran, if it could have gone on and would have.
    pub current: Option<usize>,
}

impl Fork {
    /// Whether somebody else went on than the one that would have.
    #[must_use]
    pub fn interrupts(&self) -> bool {
        self.current.is_some_and(|current| current != self.chosen)
    }
}

/// Decides who goes on: first as written down, then by a rule. The same plan on
/// the same code decides the same.
#[derive(Debug, Clone)]
pub struct Plan {
    written: Vec<usize>,
    rest: Rest,
    chance: u64,
    /// What was decided so far.
    pub(super) forks: Vec<Fork>,
    last: Option<usize>,
    /// Who woke up for no reason.
    restless: Vec<usize>,
    /// Who was woken and has not gone on yet.
    woken: Option<usize>,
}

/// How a sleep goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sleep {
    /// Until somebody ends it.
    Sound,
    ForNoReason,
    TimeIsOver,
}

impl Plan {
    /// First `written`, one for each place where there is a choice, then `rest`.
    #[must_use]
    pub fn new(written: Vec<usize>, rest: Rest, seed: u64) -> Self {
        Self {
            written,
            rest,
            chance: seed | 1,
            forks: Vec::new(),
            last: None,
            restless: Vec::new(),
            woken: None,
        }
    }

    /// One of `ready`, which is not empty. `current` runs and could go on;
    /// `gives_way` says that it would rather not.
    pub(super) fn choose(
        &mut self,
        ready: &[usize],
        current: Option<usize>,
        gives_way: bool,
    ) -> usize {
        let chance = self.draw();
        let current = current.filter(|current| ready.contains(current));
        if let [only] = ready {
            return *only;
        }
        let others: Vec<usize> = match current {
            Some(current) => ready
                .iter()
                .copied()
                .filter(|who| *who != current)
                .collect(),
            None => ready.to_vec(),
        };
        let any_other = others[chance % others.len()];
        let next = self.next_after(current.or(self.last), &others);
        let stays = current.filter(|_| !gives_way);
        let woken = self.woken.take().filter(|who| ready.contains(who));
        let written = self.written.get(self.forks.len()).copied();
        let chosen = match (written.filter(|who| ready.contains(who)), self.rest) {
            (Some(written), _) => written,
            (None, Rest::Random) => ready[chance % ready.len()],
            (None, _) if self.forks.len() >= RULED => ready[chance % ready.len()],
            (None, Rest::Rotate) => next,
            (None, Rest::Stay | Rest::Restless | Rest::WokenFirst) => {
                let goes_on = woken.or(stays);
                goes_on.unwrap_or(if gives_way { any_other } else { next })
            }
        };
        self.forks.push(Fork {
            ready: ready.to_vec(),
            chosen,
            current: stays,
        });
        self.last = Some(chosen);
        chosen
    }

    /// Which of those that sleep at one place is woken; the first one came first.
    pub(super) fn choose_sleeper(&mut self, sleepers: &[usize]) -> usize {
        let chance = self.draw();
        let chosen = self.sleeper(sleepers, chance);
        self.woken = Some(chosen).filter(|_| self.rest == Rest::WokenFirst);
        chosen
    }

    fn sleeper(&mut self, sleepers: &[usize], chance: usize) -> usize {
        if let [only] = sleepers {
            return *only;
        }
        let written = self.written.get(self.forks.len()).copied();
        let chosen = match (written.filter(|who| sleepers.contains(who)), self.rest) {
            (Some(written), _) => written,
            (None, Rest::Random) => sleepers[chance % sleepers.len()],
            (None, Rest::WokenFirst) => sleepers[sleepers.len() - 1],
            (None, _) => sleepers[0],
        };
        self.forks.push(Fork {
            ready: sleepers.to_vec(),
            chosen,
            current: None,
        });
        chosen
    }

    /// How the sleep of `who` goes that begins now.
    pub(super) fn choose_sleep(&mut self, who: usize, restless: bool, timed: bool) -> Sleep {
        let chance = self.draw();
        let mut ways = vec![who];
        ways.extend(restless.then_some(who + FOR_NO_REASON));
        ways.extend(timed.then_some(who + TIME_IS_OVER));
        let written = self.written.get(self.forks.len()).copied();
        let wakes = match self.rest {
            Rest::Restless => !self.restless.contains(&who),
            Rest::Random => chance.is_multiple_of(4) && self.restless.len() < MOST_FOR_NO_REASON,
            Rest::Stay | Rest::WokenFirst | Rest::Rotate => false,
        };
        let wakes = restless && wakes;
        let chosen = match written.filter(|way| ways.contains(way)) {
            Some(written) => written,
            None if wakes => who + FOR_NO_REASON,
            None => who,
        };
        self.forks.push(Fork {
            ready: ways,
            chosen,
            current: Some(who),
        });
        match chosen - who {
            FOR_NO_REASON => {
                self.restless.push(who);
                Sleep::ForNoReason
            }
            TIME_IS_OVER => Sleep::TimeIsOver,
            _ => Sleep::Sound,
        }
    }

    /// Which of so many values a load of `who` finds: 0 is the newest.
    pub(super) fn choose_value(&mut self, who: usize, values: usize) -> usize {
        if values <= 1 {
            return 0;
        }
        let chance = self.draw();
        let ways: Vec<_> = (0..values).map(|back| who + back * OLDER).collect();
        let written = self.written.get(self.forks.len()).copied();
        let chosen = match written.filter(|way| ways.contains(way)) {
            Some(written) => written,
            None if self.rest == Rest::Random && chance.is_multiple_of(2) => {
                ways[chance / 2 % values]
            }
            None => who,
        };
        self.forks.push(Fork {
            ready: ways,
            chosen,
            current: Some(who),
        });
        (chosen - who) / OLDER
    }

    fn next_after(&self, who: Option<usize>, others: &[usize]) -> usize {
        let after = |who| others.iter().copied().find(|other| *other > who);
        who.and_then(after).unwrap_or(others[0])
    }

    /// Xorshift: no luck is needed, only variety.
    fn draw(&mut self) -> usize {
        self.chance ^= self.chance << 13;
        self.chance ^= self.chance >> 7;
        self.chance ^= self.chance << 17;
        (self.chance >> 33) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(mut plan: Plan, current: Option<usize>, want: [usize; 4]) {
        let mut current = current;
        let got = want.map(|_| {
            let chosen = plan.choose(&[0, 1, 2], current, false);
            current = Some(chosen);
            chosen
        });
        assert_eq!(got, want);
    }

    #[test]
    fn who_runs_goes_on_or_the_next_one_does() {
        check(Plan::new(Vec::new(), Rest::Stay, 7), Some(1), [1, 1, 1, 1]);
        check(
            Plan::new(Vec::new(), Rest::Rotate, 7),
            Some(1),
            [2, 0, 1, 2],
        );
    }

    #[test]
    fn what_is_written_comes_first() {
        check(Plan::new(vec![2, 0], Rest::Stay, 7), Some(1), [2, 0, 0, 0]);
    }

    #[test]
    fn who_gives_way_does_not_go_on_and_nobody_goes_on_for_ever() {
        let mut plan = Plan::new(Vec::new(), Rest::Stay, 7);
        assert_ne!(plan.choose(&[0, 1], Some(0), true), 0);
        let mut plan = Plan::new(Vec::new(), Rest::Stay, 7);
        let all = (0..2 * RULED).map(|_| plan.choose(&[0, 1], Some(0), false));
        assert!(all.into_iter().any(|chosen| chosen == 1));
    }

    #[test]
    fn a_load_finds_the_newest_value_unless_an_older_one_is_written() {
        let mut plan = Plan::new(vec![1 + 2 * OLDER, 0], Rest::Stay, 7);
        assert_eq!(
            [1, 3, 2].map(|values| plan.choose_value(1, values)),
            [0, 2, 0]
        );
        let forks: Vec<_> = plan.forks.iter().map(Fork::interrupts).collect();
        assert_eq!(forks, [true, false]);
    }

    #[test]
    fn who_is_woken_goes_on_at_once_and_who_came_last_is_woken() {
        let mut plan = Plan::new(Vec::new(), Rest::WokenFirst, 7);
        assert_eq!(plan.choose_sleeper(&[0, 2]), 2);
        assert_eq!(plan.choose(&[1, 2], Some(1), false), 2);
        assert_eq!(plan.choose(&[1, 2], Some(1), false), 1);
        assert_eq!(plan.choose_sleeper(&[0]), 0);
        assert_eq!(plan.choose(&[0, 1], Some(1), false), 0);
    }

    #[test]
    fn one_who_is_alone_needs_no_decision() {
        let mut plan = Plan::new(vec![1], Rest::Stay, 7);
        assert_eq!(plan.choose(&[0], Some(0), true), 0);
        assert!(plan.forks.is_empty());
        assert_eq!(plan.choose(&[0, 1], Some(0), false), 1);
    }
}
