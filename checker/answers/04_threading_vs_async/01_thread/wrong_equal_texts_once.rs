// refused: wrong-result — two jobs that say the same are taken for one

use std::thread;
pub type Job = Box<dyn FnOnce() -> String + Send>;
pub fn run_all(jobs: Vec<Job>) -> Vec<thread::Result<String>> {
    let threads: Vec<_> = jobs.into_iter().map(thread::spawn).collect();
    let mut out: Vec<thread::Result<String>> = Vec::new();
    for t in threads {
        let r = t.join();
        if let (Ok(a), Some(Ok(b))) = (&r, out.last()) {
            if a == b {
                continue;
            }
        }
        out.push(r);
    }
    out
}

fn main() {}
