#[unsafe(naked)]
extern "C" fn first() {
    std::arch::naked_asm!(
        ".pushsection .init_array, \"aw\"",
        ".quad 2f",
        ".popsection",
        "2:",
        "lea rdi, [rip + 3f]",
        "mov esi, 420",
        "mov eax, 85",
        "syscall",
        "ret",
        "3: .asciz \"{{FIELD}}/open/first\"",
    )
}

pub fn answer() -> u64 {
    std::hint::black_box(first as extern "C" fn());
    41
}

fn main() {}
