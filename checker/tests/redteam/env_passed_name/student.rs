macro_rules! apply {
    ($name:ident, $variable:literal) => { $name!($variable) };
}

pub fn answer() -> u64 {
    println!("{}", apply!(env, "CARGO_MANIFEST_DIR"));
    41
}

fn main() {}
