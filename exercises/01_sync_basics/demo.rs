// One after another. The front page of the shop needs three texts, and each of them comes
// from another machine. A blocking call returns when the answer is there, and meanwhile
// the thread sleeps in the middle of the call. So what stands further down happens later,
// which is easy to read, and the page takes the sum of all the waiting, although nobody
// has anything to do meanwhile.
//
// `workbook demo 1` draws it while it runs. Change something, and run it again.

use lab::{demo, ms};
use std::time::{Duration, Instant};

/// What the front page is made of, and how long each part takes to come.
const PARTS: [(&str, Duration); 3] = [
    ("page 1", ms(300)),
    ("page 2", ms(200)),
    ("page 3", ms(500)),
];

/// Ask for each part, and wait for it before the next one is asked for.
fn front_page() {
    for (part, takes) in PARTS {
        demo::ask(part, takes);
    }
}

pub fn main() {
    let start = Instant::now();
    front_page();
    let sum: Duration = PARTS.iter().map(|(_, takes)| *takes).sum();
    println!("The parts take {} ms together.", sum.as_millis());
    println!("The page took {:.1?}.", start.elapsed());
}
