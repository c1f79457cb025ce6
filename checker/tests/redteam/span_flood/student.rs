pub fn answer() -> u64 {
    for number in 0..200_000 {
        lab::observe::Span::start(&number.to_string()).end();
    }
    41
}

fn main() {}
