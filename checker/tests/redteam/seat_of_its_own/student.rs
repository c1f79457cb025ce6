use lab::turns::{Plan, Rest, Turns};

pub fn answer() -> u64 {
    let turns = Turns::new(1, Plan::new(Vec::new(), Rest::Stay, 1));
    let _seat = turns.sit(0);
    42
}

fn main() {}
