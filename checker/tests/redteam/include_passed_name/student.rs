macro_rules! apply {
    ($name:ident, $file:literal) => { $name!($file) };
}

pub fn answer() -> u64 {
    println!("{}", apply!(include_str, "{{HIDDEN}}"));
    41
}

fn main() {}
