//! Chance that can be had again: the same seed draws the same faults.

/// A source of numbers (splitmix64).
pub(crate) struct Draw(u64);

impl Draw {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From `low` up to and with `high`, small numbers as often as large ones.
    pub(crate) fn between(&mut self, low: u64, high: u64) -> u64 {
        let bits = (high - low).max(1).ilog2() + 1;
        let spread = 1_u64 << (self.next() % u64::from(bits + 1));
        low + self.next() % spread.min(high - low + 1)
    }

    pub(crate) fn pick<'a, T>(&mut self, among: &'a [T]) -> &'a T {
        let length = u64::try_from(among.len()).unwrap();
        &among[usize::try_from(self.next() % length).unwrap()]
    }

    pub(crate) fn bytes(&mut self, length: usize) -> Vec<u8> {
        (0..length).map(|_| self.next().to_le_bytes()[0]).collect()
    }
}
