use std::hint::black_box;
use std::any::Any;

trait Returns {
    type It;
}

impl<R, F: Fn() -> R> Returns for F {
    type It = R;
}

fn boxed<F: Returns + 'static>(_: &F, it: F::It) -> Box<dyn Any> {
    Box::new(it)
}

fn longer<'a, T: 'static>(short: &'a mut T) -> &'static mut T {
    let closure = || -> &'a mut T { unreachable!() };
    *boxed(&closure, short).downcast::<&'static mut T>().unwrap()
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
