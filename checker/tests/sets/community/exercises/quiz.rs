// TODO: Put the second list behind the first one.
fn joined(first: Vec<u32>, second: Vec<u32>) -> Vec<u32> {
    todo!()
}

fn main() {
    // You can experiment here.
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_list_comes_after_the_other() {
        assert_eq!(joined(vec![1, 2], vec![3]), [1, 2, 3]);
    }

    #[test]
    #[should_panic(expected = "overflow")]
    fn an_expected_panic_is_a_pass() {
        let most = joined(vec![u32::MAX], vec![])[0];
        let _ = most.checked_add(1).expect("overflow");
    }
}
