//! Numbers drawn from one seed, so that what came of them can come again.

/// The seed of run number `index`. The first has the seed itself: whoever
/// repeats one run names its seed and needs no other.
pub(super) fn seed(of_all: u64, index: usize) -> u64 {
    match index {
        0 => of_all,
        // Short enough to be typed.
        _ => mixed(of_all ^ mixed(index as u64)) >> 32,
    }
}

/// `items` in an order that is drawn from `seed`.
pub(super) fn shuffle<T>(items: &mut [T], seed: u64) {
    for last in (1..items.len()).rev() {
        let among = last as u64 + 1;
        let drawn = mixed(seed ^ mixed(among)) % among;
        items.swap(last, usize::try_from(drawn).unwrap_or(last));
    }
}

/// splitmix64: each bit of `number` changes half of the result.
fn mixed(number: u64) -> u64 {
    let number = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_first_seed_is_the_one_that_was_given_and_all_differ() {
        assert_eq!(seed(7, 0), 7);
        let seeds: BTreeSet<_> = (0..100).map(|index| seed(7, index)).collect();
        assert_eq!(seeds.len(), 100);
        assert_eq!(seed(7, 9), seed(7, 9));
        assert_ne!(seed(7, 9), seed(8, 9));
    }

    #[test]
    fn an_order_is_another_one_for_another_seed_and_loses_nothing() {
        let shuffled = |seed| {
            let mut items: Vec<u32> = (0..50).collect();
            shuffle(&mut items, seed);
            items
        };
        assert_eq!(shuffled(1), shuffled(1));
        assert_ne!(shuffled(1), shuffled(2));
        let mut sorted = shuffled(1);
        sorted.sort_unstable();
        assert_eq!(sorted, (0..50).collect::<Vec<_>>());
    }
}
