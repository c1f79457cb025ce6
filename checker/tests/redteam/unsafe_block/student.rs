pub fn sum(numbers: &[u64]) -> u64 {
    let start = numbers.as_ptr().cast_mut();
    for index in 0..numbers.len() {
        unsafe { *start.add(index) = 0 };
    }
    0
}

fn main() {}
