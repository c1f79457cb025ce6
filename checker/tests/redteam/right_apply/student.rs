pub fn apply(items: &[u32], each: &mut dyn FnMut(u32)) -> Vec<u32> {
    items.iter().copied().inspect(|item| each(*item)).collect()
}

fn main() {}
