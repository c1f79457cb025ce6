pub fn answer() -> u64 {
    fn deeper(n: u64) -> u64 {
        let page = std::hint::black_box([n; 512]);
        deeper(n + 1) + page[7]
    }
    deeper(0)
}

fn main() {}
