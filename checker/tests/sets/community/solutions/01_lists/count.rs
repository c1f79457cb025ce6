// `is_empty` says what is meant.
fn is_done(tasks: &[&str]) -> bool {
    tasks.is_empty()
}

fn main() {
    // You can experiment here.
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_task_is_left() {
        assert!(is_done(&[]));
        assert!(!is_done(&["wash up"]));
    }
}
