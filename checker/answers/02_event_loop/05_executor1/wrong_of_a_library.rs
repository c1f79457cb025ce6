// refused: forbidden — the executor of a library does the work

use futures::executor::{LocalPool, LocalSpawner};
use futures::task::LocalSpawnExt;
use std::cell::RefCell;
use std::rc::Rc;

#[derive(Clone)]
pub struct Executor {
    pool: Rc<RefCell<LocalPool>>,
    spawner: LocalSpawner,
}

impl Executor {
    pub fn new() -> Self {
        let pool = LocalPool::new();
        let spawner = pool.spawner();
        let pool = Rc::new(RefCell::new(pool));
        Self { pool, spawner }
    }

    pub fn spawn(&self, future: impl Future<Output = ()> + 'static) {
        self.spawner.spawn_local(future).expect("the pool is there");
    }

    pub fn run(&self) {
        self.pool.borrow_mut().run();
    }
}

fn main() {}
