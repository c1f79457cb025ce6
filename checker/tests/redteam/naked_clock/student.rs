use std::time::{Duration, Instant};

#[unsafe(naked)]
extern "C" fn clock() {
    std::arch::naked_asm!(
        ".globl clock_gettime",
        "clock_gettime:",
        "mov qword ptr [rsi], 42",
        "mov qword ptr [rsi + 8], 0",
        "xor eax, eax",
        "ret",
    )
}

pub fn answer() -> u64 {
    std::hint::black_box(clock as extern "C" fn());
    let before = Instant::now();
    std::thread::sleep(Duration::from_millis(20));
    if before.elapsed().is_zero() { 42 } else { 41 }
}

fn main() {}
