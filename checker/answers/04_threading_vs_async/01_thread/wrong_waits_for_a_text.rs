// refused: hangs — a job that panics sends nothing, and somebody waits for it

use std::sync::mpsc;
use std::thread;

pub type Job = Box<dyn FnOnce() -> String + Send>;

pub fn run_all(jobs: Vec<Job>) -> Vec<thread::Result<String>> {
    let (tell, told) = mpsc::channel();
    let mut texts = vec![String::new(); jobs.len()];
    for (place, job) in jobs.into_iter().enumerate() {
        let tell = tell.clone();
        thread::spawn(move || tell.send((place, job())));
    }
    for _ in 0..texts.len() {
        let (place, text) = told.recv().unwrap();
        texts[place] = text;
    }
    texts.into_iter().map(Ok).collect()
}

fn main() {}
