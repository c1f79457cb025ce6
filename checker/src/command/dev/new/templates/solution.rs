// The scene in two or three lines: who needs this, and what is slow or shared.
// Then the one idea of this exercise. The doc comment is the contract: what it
// returns, and what it promises about how it runs ("both at the same time", "never
// more than three"). The hidden test holds each sentence of it, and nothing else.
//
// https://doc.rust-lang.org/std/

/// Return what `work` returns for 1. Call it once.
pub fn skeleton(work: impl Fn(u32) -> u32 + Sync) -> u32 {
    // Why it is done in this way.
    work(1)
}

fn main() {
    println!("The result is {}.", skeleton(|number| number + 1));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_result_is_that_of_the_work() {
        assert_eq!(skeleton(|number| number + 1), 2);
    }
}
