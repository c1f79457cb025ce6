pub fn answer() -> u64 {
    loop {
        eprint!("again and again and again");
    }
}

fn main() {}
