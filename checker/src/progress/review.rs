//! Reviews: when an exercise that has passed is worth trying again.
//!
//! What was learnt is forgotten, later each time that it was tried again. So the
//! pauses grow: 1, 3, 7 and 21 days, then 60. Who needed many attempts forgets
//! sooner: then each pause is half as long, but not less than a day. A review that
//! takes as many attempts begins the row again.

use super::record::{History, Progress, Status, now};
use super::state::OpenReview;

const DAY: u64 = 24 * 60 * 60;

/// The pauses before each review, in days; the last one stays.
const PAUSES: [u64; 5] = [1, 3, 7, 21, 60];

/// So many attempts are many.
const MANY: u32 = 5;

impl History {
    /// When the next review is due, in seconds since 1970; `None` where the exercise
    /// has not passed.
    #[must_use]
    pub fn review_due(&self) -> Option<u64> {
        if self.status != Status::Done {
            return None;
        }
        // Of older passes no moment is known: they are due.
        let since = self.last_reviewed.or(self.first_passed).unwrap_or(0);
        let index = usize::try_from(self.reviews).unwrap_or(usize::MAX);
        let pause = PAUSES[index.min(PAUSES.len() - 1)] * DAY;
        let pause = match self.attempts >= MANY {
            true => (pause / 2).max(DAY),
            false => pause,
        };
        Some(since.saturating_add(pause))
    }

    /// Whether it is due at this moment.
    #[must_use]
    pub fn is_review_due(&self, now: u64) -> bool {
        self.review_due().is_some_and(|due| due <= now)
    }
}

impl Progress {
    /// The moment that reviews are due by, in seconds since 1970.
    #[must_use]
    pub fn moment() -> u64 {
        now()
    }

    /// It is tried again from now on, and begins with the content of this hash.
    pub fn begin_review(&mut self, name: &str, content_hash: &str) {
        self.change(name).review = Some(OpenReview {
            attempts: 0,
            tried_hash: content_hash.to_owned(),
        });
    }

    /// Note a judgement of a review. Only a pass ends it; the answer and what is known
    /// of it stay as they are.
    pub fn record_review(&mut self, name: &str, passed: bool, content_hash: &str) {
        self.record_review_at(name, passed, content_hash, now());
    }

    fn record_review_at(&mut self, name: &str, passed: bool, content_hash: &str, now: u64) {
        let entry = self.change(name);
        let Some(review) = &mut entry.review else {
            return;
        };
        if review.tried_hash != content_hash {
            review.attempts = review.attempts.saturating_add(1);
            content_hash.clone_into(&mut review.tried_hash);
        }
        if passed {
            entry.reviews = match review.attempts >= MANY {
                true => 0,
                false => entry.reviews.saturating_add(1),
            };
            entry.last_reviewed = Some(now);
            entry.review = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::sample::course;

    fn passed(attempts: u32, reviews: u32, last_reviewed: Option<u64>) -> History {
        History {
            status: Status::Done,
            attempts,
            first_passed: Some(1000),
            reviews,
            last_reviewed,
            ..History::default()
        }
    }

    #[test]
    fn the_pauses_grow_with_each_review_and_the_last_one_stays() {
        for (reviews, days) in [(0, 1), (1, 3), (2, 7), (3, 21), (4, 60), (99, 60)] {
            let since = (reviews > 0).then_some(5000);
            let due = passed(1, reviews, since).review_due();
            assert_eq!(due, Some(since.unwrap_or(1000) + days * DAY), "{reviews}");
        }
    }

    #[test]
    fn who_needed_many_attempts_is_asked_sooner() {
        for (reviews, hours) in [(0, 24), (1, 36), (2, 84), (3, 252)] {
            let due = passed(5, reviews, Some(0)).review_due();
            assert_eq!(due, Some(hours * 60 * 60), "{reviews}");
        }
    }

    #[test]
    fn only_what_has_passed_is_due_and_an_old_pass_is() {
        assert_eq!(History::default().review_due(), None);
        let old = History {
            first_passed: None,
            ..passed(1, 0, None)
        };
        assert!(old.is_review_due(DAY));
        assert!(!passed(1, 0, None).is_review_due(DAY));
        assert!(passed(1, 0, None).is_review_due(DAY + 1000));
    }

    fn progress() -> (tempfile::TempDir, Progress) {
        let dir = tempfile::tempdir().unwrap();
        let (mut progress, _) = Progress::load(&course(dir.path(), &["join"])).unwrap();
        progress.record("join", true, "answer");
        (dir, progress)
    }

    #[test]
    fn a_review_leaves_the_answer_and_its_attempts_alone() {
        let (dir, mut progress) = progress();
        progress.begin_review("join", "shipped");
        progress.record_review_at("join", false, "shipped", 7);
        assert!(progress.history("join").in_review);
        progress.record_review_at("join", true, "again", 8);
        progress.save().unwrap();
        let (progress, _) = Progress::load(&course(dir.path(), &["join"])).unwrap();
        let history = progress.history("join");
        assert_eq!((history.attempts, history.reviews), (1, 1));
        assert_eq!((history.last_reviewed, history.in_review), (Some(8), false));
        assert_eq!(progress.passed_hash("join"), Some("answer"));
    }

    #[test]
    fn a_review_that_takes_many_attempts_begins_the_row_again() {
        let (_dir, mut progress) = progress();
        progress.begin_review("join", "shipped");
        progress.record_review_at("join", true, "known", 7);
        progress.begin_review("join", "shipped");
        for try_ in ["a", "b", "c", "d"] {
            progress.record_review_at("join", false, try_, 8);
        }
        progress.record_review_at("join", true, "e", 9);
        let history = progress.history("join");
        assert_eq!((history.reviews, history.last_reviewed), (0, Some(9)));
    }

    #[test]
    fn a_verdict_without_a_review_is_no_review() {
        let (_dir, mut progress) = progress();
        progress.record_review_at("join", true, "again", 8);
        assert_eq!(progress.history("join").last_reviewed, None);
    }
}
