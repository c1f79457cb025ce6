// Since Monday, the ledger gets a line for each payment that takes longer than half a
// second. And since then, now and then, everything stands still: nobody has the ledger,
// and nobody gets it. A restart helps.
//
// A future that stands in line for a lock gets it when its turn comes, whether somebody
// polls it or not. What nobody polls never gives it back.
//
// https://rfd.shared.oxide.computer/rfd/0609

use lab::ms;
use std::pin::pin;
use std::sync::Arc;
use tokio::sync::Mutex;
use tokio::time::sleep;

/// The lines of the shop's ledger.
pub type Ledger = Arc<Mutex<Vec<String>>>;

/// Await `payment`, which may lock the ledger itself, as often and as long as it likes. It
/// does not panic. (What is left of it if this is dropped is left open.)
///
/// If it has not ended after 500 ms, push the line `delayed 7` onto `ledger`, where 7 is
/// `order`, as soon as the ledger is free: not earlier than that, and once. (What happens
/// if it ends at that very moment is left open.)
///
/// From its beginning to its end, `payment` goes on as fast as it can, also while the line
/// waits for the ledger. And the line waits for the ledger alone, not for the payment, and
/// gives it back at the same moment. Return as soon as the payment has ended and the line,
/// if there is one, is pushed, however long that takes. No thread is blocked, be it one of
/// `spawn_blocking`.
pub async fn pay(ledger: &Ledger, order: u32, payment: impl Future<Output = ()> + Send + 'static) {
    let mut payment = pin!(payment);
    tokio::select! {
        () = &mut payment => return,
        () = sleep(ms(500)) => {}
    }
    // Both are polled until both are done: so the payment can take the ledger when its
    // turn comes, and give it back.
    let line = async { ledger.lock().await.push(format!("delayed {order}")) };
    tokio::join!(payment, line);
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let ledger = Ledger::default();
    let own = ledger.clone();
    let payment = async move {
        sleep(ms(700)).await;
        own.lock().await.push("paid 7".to_owned());
    };
    pay(&ledger, 7, payment).await;
    println!("{:?}", ledger.lock().await);
}

// In these tests the ledger is free. In a hidden test, others have it as well.
#[cfg(test)]
mod tests {
    use super::*;

    async fn lines_after(time: u64) -> Vec<String> {
        let ledger = Ledger::default();
        let own = ledger.clone();
        let payment = async move {
            sleep(ms(time)).await;
            own.lock().await.push("paid 7".to_owned());
        };
        pay(&ledger, 7, payment).await;
        ledger.lock().await.clone()
    }

    #[tokio::test(start_paused = true)]
    async fn a_fast_payment_is_not_delayed() {
        assert_eq!(lines_after(300).await, ["paid 7"]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_slow_payment_is_delayed() {
        assert_eq!(lines_after(700).await, ["delayed 7", "paid 7"]);
    }
}
