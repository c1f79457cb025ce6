// refused: panicked — a scope passes on the panic of a thread that nobody joined

use std::thread;

pub type Job = Box<dyn FnOnce() -> String + Send>;

pub fn run_all(jobs: Vec<Job>) -> Vec<thread::Result<String>> {
    let mut texts: Vec<Option<String>> = vec![None; jobs.len()];
    thread::scope(|scope| {
        for (text, job) in texts.iter_mut().zip(jobs) {
            scope.spawn(move || *text = Some(job()));
        }
    });
    texts
        .into_iter()
        .map(|text| text.ok_or_else(|| Box::new("it panicked") as _))
        .collect()
}

fn main() {}
