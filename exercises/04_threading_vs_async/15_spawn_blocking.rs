// Each file that the shop hands out gets a checksum. To compute one takes a while, and
// there is nothing to await meanwhile. The runtime takes its thread back only at an
// `.await`: until then no other task of that thread makes a step, no timer fires and
// no request is answered. Work that will not yield belongs on another thread, and the
// task waits for it as it waits for everything else.
//
// https://docs.rs/tokio/latest/tokio/task/#blocking-and-yielding

use std::sync::Arc;

/// Call `sum` with the bytes of `file`, and return what it returns. `sum` does not panic.
///
/// However long `sum` takes, the runtime goes on with its other tasks, also if it has
/// a single thread. The task that waits is woken when the checksum is there, and does
/// not look again and again. The bytes are not copied: `sum` gets those of `file`.
///
/// What else the same task does may be held up, and so may another call of this
/// function: two sums may be computed at the same time, or one after the other.
pub async fn checksum<S>(file: Arc<[u8]>, sum: S) -> u64
where
    S: FnOnce(&[u8]) -> u64 + Send + 'static,
{
    // TODO: Call `sum` where it holds up nobody, and await the result.
    todo!("{} bytes", file.len())
}

/// A checksum that needs the processor and nothing else.
fn fletcher(bytes: &[u8]) -> u64 {
    let (mut first, mut second) = (0, 0);
    for byte in bytes {
        first = (first + u64::from(*byte)) % 255;
        second = (second + first) % 255;
    }
    second << 8 | first
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let lamp = tokio::spawn(async {
        loop {
            println!("*blink*");
            tokio::time::sleep(lab::ms(20)).await;
        }
    });
    let file = vec![7; 16 << 20].into();
    let sum = tokio::spawn(checksum(file, fletcher));
    let sum = sum.await.expect("a sum does not panic");
    println!("The checksum is {sum}.");
    lamp.abort();
}

// These tests look at the result. A hidden test looks at what the other tasks of a
// runtime with one thread can do meanwhile.
#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_checksum_is_returned() {
        let add = |bytes: &[u8]| bytes.iter().copied().map(u64::from).sum();
        assert_eq!(checksum(Arc::from(*b"tea"), add).await, 314);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn an_empty_file_has_one_too() {
        let one_more = |bytes: &[u8]| bytes.len() as u64 + 1;
        assert_eq!(checksum(Arc::default(), one_more).await, 1);
    }
}
