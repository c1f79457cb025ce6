// Before an order is sent, three things are checked: is it in stock, is it paid
// for, does the address exist? One no is enough to stop, so whoever hears it
// first need not wait for the others. Nor should the others go on: what is not
// needed any more is cancelled.
//
// A future is cancelled by dropping it. So a function that gives up early, and
// owns the futures it waits for, cancels them simply by returning.
//
// https://docs.rs/tokio/latest/tokio/macro.try_join.html

use lab::{Check, CheckFailed, FakeApi, ms};

/// Make the checks `Check::Stock`, `Check::Payment` and `Check::Address`, all at
/// the same time and each once.
///
/// When one says no, return its error at once. The checks that are still under
/// way are cancelled by then, and no task is left behind. (A task that has been
/// aborted counts as gone.) When all of them have said yes, return `Ok`. No thread
/// is blocked meanwhile.
pub async fn check_order(api: &FakeApi) -> Result<(), CheckFailed> {
    // TODO: Start the three checks together, and stop at the first no.
    todo!()
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let api = FakeApi::new().with_failing_check(Check::Payment, ms(20));
    match check_order(&api).await {
        Ok(()) => println!("The order can be sent."),
        Err(no) => println!("The order stays here: {no}."),
    }
    println!("{:?}", api.journal().lines());
}

// These tests look at what is returned. A hidden test looks at how it runs: which
// checks overlap, when the function returns, and what becomes of the others.
#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn an_order_that_nobody_objects_to_is_sent() {
        assert_eq!(check_order(&FakeApi::new()).await, Ok(()));
    }

    #[tokio::test(start_paused = true)]
    async fn one_no_is_enough() {
        let api = FakeApi::new().with_failing_check(Check::Address, ms(10));
        assert_eq!(check_order(&api).await, Err(CheckFailed(Check::Address)));
    }
}
