//! `answer` is 42.

proof::main!(it_is_42);

fn it_is_42() {
    // A type of the answer's own cannot pretend to be a number.
    let answer: fn() -> u64 = exercise::answer;
    proof::equal("the answer", answer(), 42);
}
