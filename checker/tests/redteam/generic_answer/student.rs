pub fn answer<T: Default>() -> T {
    T::default()
}

fn main() {}
