use super::*;
use crate::CallRecord;
use report::End;
use tokio::time::{Instant, timeout};

fn shop() -> FakeApi {
    FakeApi::empty()
        .with_user(7, "Ada", ms(50))
        .with_orders(7, &["tea", "cups"], ms(30))
        .with_page(1, "the menu", ms(10))
        .with_price(3, 12, ms(20))
        .with_check(Check::Stock, ms(5))
        .with_failing_check(Check::Payment, ms(15))
}

#[tokio::test(start_paused = true)]
async fn each_request_answers_after_its_own_time() {
    let (api, start) = (shop(), Instant::now());
    let config = Config {
        currency: "EUR".into(),
    };
    assert_eq!(api.user(7).await.name, "Ada");
    assert_eq!(start.elapsed(), ms(50));
    let orders = api.orders(7).await;
    assert_eq!(orders.len(), 2);
    assert_eq!(orders[1].item, "cups");
    assert_eq!(start.elapsed(), ms(80));
    assert_eq!(api.page(1).await, "the menu");
    assert_eq!(api.price(3, &config).await, "12 EUR");
    assert_eq!(start.elapsed(), ms(110));
    let items = api.journal().calls().into_iter().map(|call| call.item);
    let items: Vec<String> = items.collect();
    assert_eq!(items, ["user 7", "orders 7", "page 1", "price 3"]);
}

#[tokio::test(start_paused = true)]
async fn a_check_says_no_after_its_time_as_well() {
    let (api, start) = (shop(), Instant::now());
    assert_eq!(api.check(Check::Stock).await, Ok(()));
    let no = api.check(Check::Payment).await;
    assert_eq!(no, Err(CheckFailed(Check::Payment)));
    assert_eq!(start.elapsed(), ms(20));
    // One that was not built.
    assert_eq!(api.check(Check::Address).await, Ok(()));
    assert_eq!(start.elapsed(), ms(20));
    assert_eq!(
        CheckFailed(Check::Payment).to_string(),
        "the check of the payment said no"
    );
    assert_eq!(api.journal().lines()[3], "end check payment");
}

#[tokio::test(start_paused = true)]
async fn a_request_that_is_dropped_says_when() {
    let api = shop();
    assert!(timeout(ms(20), api.user(7)).await.is_err());
    let journal = api.journal();
    assert_eq!(journal.lines(), ["start user 7", "drop user 7"]);
    let calls: Vec<CallRecord> = journal.calls();
    assert_eq!(calls[0].how, End::Cancelled);
    let (start, end) = (calls[0].start, calls[0].end.unwrap_or_default());
    // The clock of a run that nobody watches is the real one.
    assert!(start <= end);
    assert_eq!(journal.in_flight(), 0);
}

#[tokio::test(start_paused = true)]
async fn nothing_happens_before_a_request_is_polled() {
    let api = shop();
    drop(api.user(7));
    assert!(api.journal().lines().is_empty());
}

#[tokio::test(start_paused = true)]
async fn clones_are_one_shop_with_one_journal() {
    let api = shop();
    let (user, orders) = (api.clone(), api.clone());
    tokio::join!(user.user(7), orders.orders(7));
    assert_eq!(api.journal().peak(), 2);
    assert_eq!(api.journal().calls().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_request_for_what_is_not_there_is_explained() {
    let asked = tokio::spawn(async { shop().user(8).await }).await;
    let panic = asked.map_err(|error| error.into_panic().downcast::<String>());
    let message = panic.err().and_then(Result::ok);
    let words = "this shop was asked for the user 8, which it does not have";
    assert_eq!(message.as_deref().map(String::as_str), Some(words));
}

#[tokio::test(start_paused = true)]
async fn the_shop_to_try_things_with_has_something_of_each() {
    let api = FakeApi::new();
    let config = Config {
        currency: "EUR".into(),
    };
    for id in 1..=3 {
        assert_eq!(api.user(id).await.id, id);
        assert_eq!(api.orders(id).await.len(), 1);
        assert!(!api.price(id, &config).await.is_empty());
    }
    for id in 1..=9 {
        assert_eq!(api.page(id).await, format!("page {id}"));
    }
    for check in [Check::Stock, Check::Payment, Check::Address] {
        assert_eq!(api.check(check).await, Ok(()));
    }
}

#[tokio::test(start_paused = true)]
async fn who_builds_on_a_shop_gets_another_one() {
    let api = shop();
    let quick = api.clone().with_user(7, "Ada", ms(0));
    quick.user(7).await;
    assert_eq!(quick.journal().lines(), ["start user 7", "end user 7"]);
    assert!(api.journal().lines().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_test_learns_which_config_each_price_was_asked_with() {
    let (api, currency) = (shop(), String::from("EUR"));
    let configs = [(); 2].map(|()| Config {
        currency: currency.clone(),
    });
    for config in [&configs[1], &configs[0], &configs[1]] {
        api.clone().price(3, config).await;
    }
    let places = [1, 0, 1].map(|n| std::ptr::from_ref(&configs[n]).addr());
    assert_eq!(api.configs(), places);
    assert!(api.with_price(3, 1, ms(0)).configs().is_empty());
}
