// A customer pays, and the till prints a receipt. What it says has to be asked
// from the shop, over the network. `FakeApi` answers such questions with `async`
// functions: calling one gives a future, and nothing happens before that future
// is awaited. `.await` waits for it without blocking the thread.
//
// Only async code can wait in this way. So a function that asks the shop becomes
// an `async fn` itself, and so does the one that calls it.
//
// `workbook docs lab` shows what `FakeApi` can be asked, and what it answers.
// https://doc.rust-lang.org/std/keyword.await.html

use lab::FakeApi;

/// The receipt of user `id`, with all of their orders: `Ada: tea, cups`. Without
/// orders it is `Ada: `.
///
/// Ask the shop for the user, then for their orders, and then open page 1, where
/// the shop counts its sales. Each is asked once, and only after the one before
/// it has been answered. Return when the third has been answered, too. No thread
/// is blocked meanwhile.
pub async fn receipt(api: &FakeApi, id: u32) -> String {
    // TODO: Wait for each of the three.
    let name = name(api, id);
    let items = items(api, id);
    count_sale(api);
    format!("{name}: {items}")
}

/// The name of the user.
// TODO: Make this an async function that asks with `api.user`.
fn name(api: &FakeApi, id: u32) -> String {
    todo!()
}

/// What the user ordered, with commas between: `tea, cups`.
// TODO: Make this an async function that asks with `api.orders`.
fn items(api: &FakeApi, id: u32) -> String {
    todo!()
}

/// Open page 1. What it says does not matter.
// TODO: Make this an async function that asks with `api.page`.
fn count_sale(api: &FakeApi) {
    todo!()
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let api = FakeApi::new();
    println!("{}", receipt(&api, 1).await);
    println!("{:?}", api.journal().lines());
}

// These tests look at the receipt. A hidden test also looks at how it runs: what
// is asked, in which order, and that nothing blocks the thread.
#[cfg(test)]
mod tests {
    use super::*;
    use lab::ms;

    #[tokio::test(start_paused = true)]
    async fn a_receipt_has_a_name_and_an_item() {
        assert_eq!(receipt(&FakeApi::new(), 2).await, "Grace: cups");
    }

    #[tokio::test(start_paused = true)]
    async fn two_items_have_a_comma_between() {
        let api = FakeApi::new().with_orders(1, &["tea", "cups"], ms(30));
        assert_eq!(receipt(&api, 1).await, "Ada: tea, cups");
    }
}
