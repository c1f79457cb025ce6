pub mod std {
    pub fn process() {}
}

pub mod proof {
    pub fn equal<A, B>(_: &str, _: A, _: B) {}
}

#[allow(non_snake_case)]
pub fn Some<T>(value: T) -> T {
    value
}

pub fn equal<A, B>(_: &str, _: A, _: B) {}

pub fn answer() -> u64 {
    41
}

fn main() {}
