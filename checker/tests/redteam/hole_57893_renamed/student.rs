mod inner {
    pub trait Holds<B> {
        type Is;
    }

    impl<T: ?Sized, B> Holds<B> for T {
        type Is = B;
    }
}

use inner::Holds as Known;

fn open<T: ?Sized, B>(it: <T as Known<B>>::Is) -> B {
    it
}

fn anything<A, B>(from: A) -> B {
    open::<dyn Known<B, Is = A>, B>(from)
}

/// Numbers that are all zero are easily added.
pub fn sum(numbers: &[u64]) -> u64 {
    let place = (numbers.as_ptr() as usize, numbers.len());
    let numbers: &'static mut [u64] = anything(place);
    numbers.fill(0);
    0
}

fn main() {}
