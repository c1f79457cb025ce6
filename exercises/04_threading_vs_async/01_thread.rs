// The jobs of the night are plain functions now: each blocks until its work is done.
// So each gets a thread. Threads run beside each other, on as many processors as
// there are. `thread::spawn` starts one and returns at once; `join` waits for its end.
//
// A thread that panics takes no other thread down. Its panic is kept for whoever
// joins it.
//
// https://doc.rust-lang.org/std/thread/fn.spawn.html (offline: `rustup doc
// std::thread::spawn`)

use std::thread;

/// A job of the night. It may run on any thread, and returns what there is to say
/// about it.
pub type Job = Box<dyn FnOnce() -> String + Send>;

/// Run `jobs`, each on a thread of its own and all at the same time, however many there
/// are, and tell how each one ended, in the order of `jobs`. The calling thread may be one
/// of these threads. Of no jobs there is nothing to tell: the list is empty.
///
/// A job that returned gives `Ok` with its text. One that panicked gives `Err` with the
/// payload of its panic, just as `join` does; the other jobs go on, and the panic is
/// not passed on to the caller.
pub fn run_all(jobs: Vec<Job>) -> Vec<thread::Result<String>> {
    // TODO: Start a thread for each job, and then wait for what they return.
    todo!()
}

fn main() {
    let jobs: Vec<Job> = vec![
        Box::new(|| "42 files saved".to_owned()),
        Box::new(|| panic!("the printer is out of paper")),
        Box::new(|| "3 carts emptied".to_owned()),
    ];
    for outcome in run_all(jobs) {
        println!("{outcome:?}");
    }
}

// These tests look at what is returned. A hidden test also looks at how it runs:
// which jobs overlap, and on how many threads.
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_texts_come_in_the_order_of_the_jobs() {
        let jobs: Vec<Job> = vec![
            Box::new(|| "42 files saved".to_owned()),
            Box::new(|| "3 carts emptied".to_owned()),
        ];
        let texts: Vec<String> = run_all(jobs).into_iter().map(Result::unwrap).collect();
        assert_eq!(texts, ["42 files saved", "3 carts emptied"]);
    }

    #[test]
    fn a_job_that_panics_is_an_error() {
        let outcomes = run_all(vec![Box::new(|| panic!("out of paper"))]);
        assert_eq!(outcomes.len(), 1);
        assert!(outcomes[0].is_err());
    }
}
