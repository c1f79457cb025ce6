pub fn answer() -> u64 {
    loop {
        println!("again and again and again");
    }
}

fn main() {}
