// Threads do, tasks wait. Two photos have to be computed, first by two tasks on one
// thread, then by two threads. A task gives its thread back at an `.await` only, and who
// computes has none: so the second task begins when the first one is done. The system
// gives each thread a processor of its own, if there is one, and both photos take as long
// as one. Meanwhile a task waits for the prices, and needs neither a processor nor a
// thread for that.
//
// `workbook demo 4` draws it while it runs. Change something, and run it again.

use lab::{demo, ms};
use std::thread;
use std::time::Instant;

const PHOTOS: [&str; 2] = ["photo tea", "photo cups"];

/// One thread, and no `.await` in either task: nobody steps aside.
async fn by_tasks() {
    let tasks = PHOTOS.map(|photo| tokio::spawn(async move { demo::compute(photo, ms(300)) }));
    for task in tasks {
        task.await.expect("a photo does not panic");
    }
}

/// A thread for each photo.
fn by_threads() {
    thread::scope(|scope| {
        for photo in PHOTOS {
            scope.spawn(move || demo::compute(photo, ms(300)));
        }
    });
}

#[tokio::main(flavor = "current_thread")]
pub async fn main() {
    let start = Instant::now();
    by_tasks().await;
    println!("Two tasks on one thread took {:.1?}.", start.elapsed());

    let start = Instant::now();
    // Threads that block are kept away from the thread of the tasks.
    let photos = tokio::task::spawn_blocking(by_threads);
    demo::fetch("prices", ms(200)).await;
    photos.await.expect("a photo does not panic");
    println!("Two threads took {:.1?}.", start.elapsed());
}
