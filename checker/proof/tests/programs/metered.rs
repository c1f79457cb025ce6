//! A hidden test that counts memory.

use proof::prelude::*;

proof::metered_main!(a_small_vector_stays_below, a_large_vector_does_not);

const LIMIT: usize = 256 * 1024;

fn a_small_vector_stays_below() {
    metered(|| vec![1_u8; LIMIT / 2].len()).peak_below(LIMIT);
}

fn a_large_vector_does_not() {
    metered(|| vec![1_u8; LIMIT * 2].len()).peak_below(LIMIT);
}
