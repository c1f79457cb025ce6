//! `sum` adds numbers that nobody can know before.

proof::main!(it_is_their_sum);

fn it_is_their_sum() {
    let sum: fn(&[u64]) -> u64 = exercise::sum;
    let mut state = proof::seed() | 1;
    let mut numbers = Vec::new();
    for _ in 0..20 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        numbers.push(state >> 33);
    }
    let wanted = proof::expected("the sum", numbers.iter().sum::<u64>());
    let lent = proof::expected("the list of numbers after the call", &numbers);
    wanted.is(sum(&numbers));
    lent.is(&numbers);
}
