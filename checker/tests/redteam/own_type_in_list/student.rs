#[derive(Debug, Clone)]
pub struct Liar;

impl PartialEq<u32> for Liar {
    fn eq(&self, _: &u32) -> bool {
        true
    }
}

pub fn loose() -> Vec<Liar> {
    vec![Liar; 3]
}

fn main() {}
