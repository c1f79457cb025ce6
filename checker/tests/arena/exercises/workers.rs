//! `workers` has three threads at work at the same time.

use lab::ms;
use proof::{Rendezvous, background, equal};
use std::sync::Arc;

proof::main!(three_are_at_work_at_the_same_time);

type Work = Arc<dyn Fn(usize) + Send + Sync>;

fn three_are_at_work_at_the_same_time() {
    let workers: fn(usize, Work) -> usize = exercise::workers;
    let meeting = Arc::new(Rendezvous::of(3).patience(ms(500)));
    let work: Work = Arc::new(move |_| meeting.arrive("worker"));
    let call = background("workers", move || workers(3, work));
    equal("the number of workers", call.result_within(ms(1_500)), 3);
}
