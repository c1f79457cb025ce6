// The scene in two or three lines: who needs this, and what is slow or shared.
// Then the one idea of this exercise.
//
// https://doc.rust-lang.org/std/

/// What it returns, and what it promises about how it runs: "both at the same
/// time", "never more than three". The hidden test checks nothing else.
pub fn process2(work: impl Fn(u32) -> u32 + Sync) -> u32 {
    // TODO: Say what to do, in the imperative, and not how.
    todo!("call {}", std::any::type_name_of_val(&work))
}

fn main() {
    println!("The result is {}.", process2(|number| number + 1));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_result_is_that_of_the_work() {
        assert_eq!(process2(|number| number + 1), 2);
    }
}
