//! The shop as an async service.

#[cfg(test)]
mod tests;

use crate::{Check, CheckFailed, Config, Journal, Order, User, ms};
use instrument::{Activity, Recorder, world::Configured};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::time::sleep;

/// The shop as an async service. Each request takes as long as it was built to
/// take. Clones are the same shop.
///
/// Asking for somebody or something that does not exist panics: this world is
/// small, and your code is given ids that exist.
///
/// ```
/// use lab::{FakeApi, ms};
///
/// # #[tokio::main(flavor = "current_thread", start_paused = true)]
/// # async fn main() {
/// let api = FakeApi::empty()
///     .with_user(7, "Ada", ms(50))
///     .with_orders(7, &["tea", "cups"], ms(30));
///
/// let user = api.user(7).await; // 50 ms later
/// let orders = api.orders(7).await; // 30 ms after that
///
/// assert_eq!(user.name, "Ada");
/// assert_eq!(orders[0].item, "tea");
/// assert_eq!(api.journal().peak(), 1); // never two requests at once
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct FakeApi {
    stock: Arc<Stock>,
    recorder: Recorder,
    /// Where the configs of the requests lie in memory.
    configs: Arc<Mutex<Vec<usize>>>,
}

#[derive(Debug, Clone, Default)]
struct Stock {
    users: BTreeMap<u32, (String, Duration)>,
    orders: BTreeMap<u32, (Vec<Order>, Duration)>,
    pages: BTreeMap<u32, (String, Duration)>,
    prices: BTreeMap<u32, (u32, Duration)>,
    checks: BTreeMap<Check, (Result<(), CheckFailed>, Duration)>,
}

impl Default for FakeApi {
    fn default() -> Self {
        Self::new()
    }
}

/// The requests.
impl FakeApi {
    /// The user with this id.
    pub async fn user(&self, id: u32) -> User {
        let (name, latency) = known("user", id, self.stock.users.get(&id));
        self.take(format!("user {id}"), latency).await;
        User { id, name }
    }

    /// What the user with this id has ordered.
    pub async fn orders(&self, user: u32) -> Vec<Order> {
        let (orders, latency) = known("orders of user", user, self.stock.orders.get(&user));
        self.take(format!("orders {user}"), latency).await;
        orders
    }

    /// The text of the page with this id.
    pub async fn page(&self, id: u32) -> String {
        let (text, latency) = known("page", id, self.stock.pages.get(&id));
        self.take(format!("page {id}"), latency).await;
        text
    }

    /// The price of the article with this id, as `config` wants it shown:
    /// `12 EUR`.
    pub async fn price(&self, id: u32, config: &Config) -> String {
        let (price, latency) = known("price of article", id, self.stock.prices.get(&id));
        let place = std::ptr::from_ref(config).addr();
        let configs = self.configs.lock();
        configs.unwrap_or_else(PoisonError::into_inner).push(place);
        self.take(format!("price {id}"), latency).await;
        format!("{price} {}", config.currency)
    }

    /// Ask for one check of an order.
    ///
    /// # Errors
    ///
    /// When the check says no.
    pub async fn check(&self, check: Check) -> Result<(), CheckFailed> {
        let (result, latency) = match self.stock.checks.get(&check) {
            Some(scripted) => *scripted,
            None => (Ok(()), Duration::ZERO),
        };
        self.take(format!("check {check}"), latency).await;
        result
    }

    /// The requests that it got: `user 7`, `check payment`.
    #[must_use]
    pub fn journal(&self) -> Journal {
        self.recorder.journal()
    }

    async fn take(&self, item: String, latency: Duration) {
        let call = self.recorder.begin(item);
        sleep(latency).await;
        call.finish();
    }
}

/// Building a shop.
impl FakeApi {
    /// A shop with something in it: users 1 to 3 with their orders, pages 1 to
    /// 9, prices of articles 1 to 3, and three checks that say yes.
    #[must_use]
    pub fn new() -> Self {
        let mut shop = Self::empty();
        for (id, name, item) in [
            (1, "Ada", "tea"),
            (2, "Grace", "cups"),
            (3, "Edsger", "kettle"),
        ] {
            shop = shop
                .with_user(id, name, ms(50))
                .with_orders(id, &[item], ms(30))
                .with_price(id, 4 * id, ms(20));
        }
        for id in 1..10 {
            shop = shop.with_page(id, &format!("page {id}"), ms(100));
        }
        shop.with_check(Check::Stock, ms(50))
            .with_check(Check::Payment, ms(20))
            .with_check(Check::Address, ms(100))
    }

    /// A shop with nothing in it.
    #[must_use]
    pub fn empty() -> Self {
        Self {
            stock: Arc::default(),
            recorder: Recorder::new().doing(Activity::Waiting),
            configs: Arc::default(),
        }
    }

    /// The user `id` is called `name`; asking takes `latency`.
    #[must_use]
    pub fn with_user(mut self, id: u32, name: &str, latency: Duration) -> Self {
        self.edit().users.insert(id, (name.to_owned(), latency));
        self
    }

    /// The user `user` has ordered `items`; asking takes `latency`.
    #[must_use]
    pub fn with_orders(mut self, user: u32, items: &[&str], latency: Duration) -> Self {
        let orders = items.iter().map(|item| Order {
            item: (*item).to_owned(),
        });
        let orders = orders.collect();
        self.edit().orders.insert(user, (orders, latency));
        self
    }

    /// The page `id` says `text`; asking takes `latency`.
    #[must_use]
    pub fn with_page(mut self, id: u32, text: &str, latency: Duration) -> Self {
        self.edit().pages.insert(id, (text.to_owned(), latency));
        self
    }

    /// The article `id` costs `price`; asking takes `latency`.
    #[must_use]
    pub fn with_price(mut self, id: u32, price: u32, latency: Duration) -> Self {
        self.edit().prices.insert(id, (price, latency));
        self
    }

    /// `check` says yes after `latency`. A check that was not built says yes at
    /// once.
    #[must_use]
    pub fn with_check(mut self, check: Check, latency: Duration) -> Self {
        self.edit().checks.insert(check, (Ok(()), latency));
        self
    }

    /// `check` says no after `latency`.
    #[must_use]
    pub fn with_failing_check(mut self, check: Check, latency: Duration) -> Self {
        let failed = Err(CheckFailed(check));
        self.edit().checks.insert(check, (failed, latency));
        self
    }

    /// What is built is another shop, whose journal is its own: who builds on a
    /// shop that they were handed gets no calls into that one's journal.
    fn edit(&mut self) -> &mut Stock {
        self.recorder = Recorder::new().doing(Activity::Waiting);
        self.configs = Arc::default();
        Arc::make_mut(&mut self.stock)
    }
}

impl Configured for FakeApi {
    fn configs(&self) -> Vec<usize> {
        let configs = self.configs.lock();
        configs.unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn known<T: Clone>(what: &str, id: u32, found: Option<&T>) -> T {
    match found {
        Some(found) => found.clone(),
        None => panic!("this shop was asked for the {what} {id}, which it does not have"),
    }
}
