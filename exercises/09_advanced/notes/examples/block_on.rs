//! Who runs the future of `block_on`, and who runs tasks.
//!
//! `event-loop.md`, "Who runs what". tokio 1.54.1: runtime/runtime.rs, runtime/handle.rs.

use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, mpsc};
use std::thread;
use tokio::runtime::Builder;

fn main() {
    // Many threads: the future stays on the thread that called `block_on`, tasks do not run there.
    let runtime = Builder::new_multi_thread()
        .worker_threads(1)
        .build()
        .expect("a runtime");
    let here = thread::current().id();
    let (future, task) = runtime.block_on(async {
        let future = thread::current().id();
        (
            future,
            tokio::spawn(async { thread::current().id() })
                .await
                .expect("no panic"),
        )
    });
    println!(
        "multi-thread: the future runs here {}, a task {}",
        future == here,
        task == here
    );
    assert!(future == here && task != here);

    // One thread: both run on the caller's, and only while it is there.
    let runtime = Builder::new_current_thread().build().expect("a runtime");
    let ran = Arc::new(AtomicBool::new(false));
    let task = runtime.spawn({
        let ran = ran.clone();
        async move {
            ran.store(true, SeqCst);
            thread::current().id()
        }
    });
    assert!(!ran.load(SeqCst), "nobody drives the runtime");
    let task = runtime.block_on(task).expect("no panic");
    println!("current-thread: a task runs here {}", task == here);
    assert!(task == here && ran.load(SeqCst));

    // `Handle::block_on` waits and does not drive: on one thread, somebody else has to.
    let handle = runtime.handle().clone();
    let (said, heard) = mpsc::channel();
    let waits = thread::spawn(move || {
        let task = handle.spawn(async { thread::current().id() });
        said.send(()).expect("it is heard");
        handle.block_on(task).expect("no panic")
    });
    heard.recv().expect("the task is spawned");
    assert!(!waits.is_finished(), "nobody drives the runtime");
    let driver = runtime.block_on(async {
        while !waits.is_finished() {
            tokio::task::yield_now().await;
        }
        thread::current().id()
    });
    let ran_on = waits.join().expect("no panic");
    println!(
        "with `Handle::block_on`, the task runs where the runtime is driven: {}",
        ran_on == driver
    );
    assert_eq!(ran_on, driver);
}
