pub fn answer() -> u64 {
    std::panic::resume_unwind(Box::new("passed"))
}

fn main() {}
