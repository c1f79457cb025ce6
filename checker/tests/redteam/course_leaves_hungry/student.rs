use lab::Table;

pub fn dine(_: &Table, _: usize) {
    std::panic::resume_unwind(Box::new("no appetite"));
}

fn main() {}
