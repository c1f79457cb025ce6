//! Work whose task says what it does: for those who do the work of others, as a service
//! does, and have to bear whatever comes of it.

use crate::refusal::equal;
use crate::soon::comes_about;
use futures::FutureExt;
use futures::future::BoxFuture;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::Semaphore;
use tokio::task::yield_now;

/// Does tasks, and knows who did which. Clones are the same one.
///
/// | task | what it does |
/// | --- | --- |
/// | `hold`, `hold a` | waits to be let through |
/// | `fails 2` | fails the first two times: `no tea, 1` and `no tea, 2` |
/// | `hold fails` | waits, and fails the first time |
/// | `panics 2` | panics the first two times, with `out of paper`, in its second poll |
/// | `panics at once 2` | the same, before there is a future |
/// | `steps` | tells 10 and 60 percent, each when it is let on, and ends when it is let on again |
/// | `many steps` | tells a number of percents 20000 times |
/// | any other one, such as `tea` | nothing: after its second poll the result is `tea: packed` |
#[derive(Debug, Clone)]
pub struct Chores(Arc<State>);

#[derive(Debug)]
struct State {
    begun: Mutex<Vec<String>>,
    under_way: AtomicUsize,
    gate: Semaphore,
    steps: Semaphore,
}

impl Chores {
    /// So many of those that hold are let through.
    #[must_use]
    pub fn new(open: usize) -> Self {
        Self(Arc::new(State {
            begun: Mutex::default(),
            under_way: AtomicUsize::new(0),
            gate: Semaphore::new(open),
            steps: Semaphore::new(0),
        }))
    }

    /// Attempt `task`, which tells how many percent of it are done.
    ///
    /// # Panics
    ///
    /// With `out of paper` where the task says so.
    pub fn attempt(
        &self,
        task: String,
        tell: impl Fn(u8) + Send + Sync + 'static,
    ) -> BoxFuture<'static, Result<String, String>> {
        let attempt = self.begins(&task);
        let times = task.rsplit(' ').next().and_then(|times| times.parse().ok());
        let is_one_of_the_first = attempt <= times.unwrap_or(1);
        let panics = |how| task.starts_with(how) && is_one_of_the_first;
        assert!(!panics("panics at once"), "out of paper");
        let panics = panics("panics");
        let state = self.0.clone();
        let works = async move {
            let _inside = Inside::of(&state);
            state.takes_its_time(&task, &tell).await;
            assert!(!panics, "out of paper");
            match task.contains("fails") && is_one_of_the_first {
                true => Err(format!("no tea, {attempt}")),
                false => Ok(format!("{task}: packed")),
            }
        };
        works.boxed()
    }

    /// Which attempt at this task it is.
    fn begins(&self, task: &str) -> usize {
        let mut begun = self.0.begun();
        begun.push(task.to_owned());
        begun.iter().filter(|other| *other == task).count()
    }

    /// Let so many more through that hold.
    pub fn let_through(&self, number: usize) {
        self.0.gate.add_permits(number);
    }

    /// Let the one with the task `steps` on, to its next step.
    pub fn let_on(&self) {
        self.0.steps.add_permits(1);
    }

    /// These attempts were begun, in this order.
    pub fn begun_are(&self, want: &[&str]) {
        let begun = self.0.begun().clone();
        equal("the list of attempts, as they began", begun, want.to_vec());
    }

    /// Wait until so many attempts were begun: in [`real_time`](crate::real_time).
    pub async fn have_begun(&self, number: usize) {
        let seen = format!("{number} attempts have to begin, and they do not");
        let means = "a job that is accepted waits for ever";
        comes_about(&seen, means, || self.0.begun().len() >= number).await;
    }

    /// How many attempts are under way: begun, and not dropped.
    #[must_use]
    pub fn under_way(&self) -> usize {
        self.0.under_way.load(Ordering::SeqCst)
    }
}

impl State {
    fn begun(&self) -> MutexGuard<'_, Vec<String>> {
        self.begun.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn takes_its_time(&self, task: &str, tell: &(dyn Fn(u8) + Send + Sync)) {
        match task {
            "steps" => {
                for percent in [10, 60] {
                    take(&self.steps).await;
                    tell(percent);
                }
                take(&self.steps).await;
            }
            "many steps" => {
                for percent in 0..80 {
                    for step in 0..250 {
                        tell(percent);
                        if step % 100 == 0 {
                            yield_now().await;
                        }
                    }
                }
            }
            task if task.starts_with("hold") => take(&self.gate).await,
            _ => yield_now().await,
        }
    }
}

async fn take(permits: &Semaphore) {
    if let Ok(permit) = permits.acquire().await {
        permit.forget();
    }
}

/// An attempt that is under way.
struct Inside<'a>(&'a AtomicUsize);

impl<'a> Inside<'a> {
    fn of(state: &'a State) -> Self {
        state.under_way.fetch_add(1, Ordering::SeqCst);
        Self(&state.under_way)
    }
}

impl Drop for Inside<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::{accepts, refuses};
    use futures::executor::block_on;
    use report::Kind;
    use std::panic::{AssertUnwindSafe, catch_unwind};

    fn outcome(chores: &Chores, task: &str) -> Result<String, String> {
        let done = AssertUnwindSafe(|| block_on(chores.attempt(task.to_owned(), |_| {})));
        catch_unwind(done).unwrap_or_else(|_| Err("a panic".to_owned()))
    }

    #[test]
    fn a_task_says_how_often_it_fails() {
        let chores = Chores::new(1);
        let outcomes = |task: &str| [(); 3].map(|()| outcome(&chores, task));
        let (packed, panic) = (
            |task: &str| Ok(format!("{task}: packed")),
            Err("a panic".to_owned()),
        );
        assert_eq!(outcomes("tea"), [(); 3].map(|()| packed("tea")));
        let [first, second] = [1, 2].map(|n| Err(format!("no tea, {n}")));
        assert_eq!(
            outcomes("fails 2"),
            [first.clone(), second, packed("fails 2")]
        );
        for task in ["panics 2", "panics at once 2"] {
            assert_eq!(outcomes(task), [panic.clone(), panic.clone(), packed(task)]);
        }
        assert_eq!(outcome(&chores, "hold fails"), first);
        assert_eq!(chores.under_way(), 0);
    }

    #[test]
    fn who_holds_waits_and_is_under_way_until_it_is_dropped() {
        let chores = Chores::new(0);
        let told = Arc::new(Mutex::new(Vec::new()));
        let tells = told.clone();
        let tell = move |percent| tells.lock().unwrap().push(percent);
        let mut steps = chores.attempt("steps".to_owned(), tell);
        let mut held = chores.attempt("hold".to_owned(), |_| {});
        for _ in 0..2 {
            assert!((&mut steps).now_or_never().is_none());
            assert!((&mut held).now_or_never().is_none());
            chores.let_on();
        }
        assert_eq!(
            (chores.under_way(), told.lock().unwrap().as_slice()),
            (2, &[10][..])
        );
        chores.let_on();
        chores.let_through(1);
        assert!(block_on(steps).is_ok() && block_on(held).is_ok());
        assert_eq!(
            (chores.under_way(), told.lock().unwrap().as_slice()),
            (0, &[10, 60][..])
        );
        drop(chores.attempt("hold".to_owned(), |_| {}));
        accepts(|| chores.begun_are(&["steps", "hold", "hold"]));
        refuses(Kind::WrongResult, "as they began", || {
            chores.begun_are(&["tea"])
        });
    }
}
