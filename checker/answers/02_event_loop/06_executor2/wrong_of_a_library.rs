// refused: forbidden — the executor of a library does the work

use futures::executor::{LocalPool, LocalSpawner};
use futures::task::LocalSpawnExt;
use std::cell::RefCell;
use std::rc::Rc;

thread_local! {
    static POOL: Rc<RefCell<LocalPool>> = Rc::default();
    static SPAWNER: LocalSpawner = POOL.with(|pool| pool.borrow().spawner());
}

#[derive(Clone, Default)]
pub struct Executor;

impl Executor {
    pub fn new() -> Self {
        Self
    }

    pub fn spawn(&self, future: impl Future<Output = ()> + Send + 'static) {
        SPAWNER.with(|pool| pool.spawn_local(future).expect("the pool is there"));
    }

    pub fn run(&self) {
        SPAWNER.with(|_| ());
        POOL.with(|pool| pool.borrow_mut().run());
    }
}

fn main() {}
