// Orders are packed by a few threads. One order is a single cup, another fills a
// truck. Who deals out the orders beforehand, the first half to this thread and the
// second to that one, does not know which of them are large: in the end one thread
// has work for an hour, and the other one has nothing.
//
// *Dynamic* load balancing decides as late as it can: whoever has nothing to do takes
// the next order. It needs one thing that all threads share, which says what is next.
//
// https://doc.rust-lang.org/std/sync/atomic/struct.AtomicUsize.html (offline:
// `rustup doc std::sync::atomic::AtomicUsize`)

/// Call `work` once for each of `items`, and return what it returned, in the order of
/// `items`.
///
/// It is called by `threads` threads, one or more, at the same time: not by fewer, if
/// there are as many items, and not by more, from the first item to the last. The thread
/// that calls this may be one of them; it counts then. While an item takes its time, all
/// others can be done by the other threads.
pub fn par_map<T, R>(items: &[T], threads: usize, work: impl Fn(&T) -> R + Sync) -> Vec<R>
where
    T: Sync,
    R: Send,
{
    // TODO: Start the threads, let each take the next item whenever it has nothing to
    // do, and bring the results into the order of the items.
    todo!("{} items, {threads} threads, {:p}", items.len(), &work)
}

fn main() {
    let cups = [1, 1, 1_000_000, 1, 1];
    let packed = par_map(&cups, 2, |cups| (0..*cups).map(|_| 1_u64).sum::<u64>());
    println!("Packed: {packed:?}");
}

// These tests look at what is returned. A hidden test also looks at how it runs: which
// threads do the work, and what they do while one item takes its time.
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_results_are_in_the_order_of_the_items() {
        assert_eq!(par_map(&[3, 1, 2], 2, |item| item * 10), [30, 10, 20]);
    }

    #[test]
    fn there_may_be_fewer_items_than_threads() {
        assert_eq!(par_map(&["tea"], 4, |item| item.len()), [3]);
    }

    #[test]
    fn no_items_have_no_results() {
        assert!(par_map(&[], 2, |item: &u32| *item).is_empty());
    }
}
