//! A hidden test that counts memory.

use proof::prelude::*;

proof::metered_main!(
    a_small_vector_stays_below,
    a_large_vector_does_not,
    a_large_vector_of_a_thread_does_not,
    a_large_vector_is_kept,
);

const LIMIT: usize = 256 * 1024;

fn a_small_vector_stays_below() {
    metered(|| vec![1_u8; LIMIT / 2].len()).peak_below(LIMIT);
}

fn a_large_vector_does_not() {
    metered(|| vec![1_u8; LIMIT * 2].len()).peak_below(LIMIT);
}

fn a_large_vector_of_a_thread_does_not() {
    let large = || vec![1_u8; LIMIT * 2].len();
    metered(|| std::thread::spawn(large).join().ok()).peak_below(LIMIT);
}

fn a_large_vector_is_kept() {
    let dropped = metered(|| drop(vec![1_u8; LIMIT * 2]));
    dropped.kept_below(LIMIT);
    metered(|| vec![1_u8; LIMIT * 2]).kept_below(LIMIT);
}
