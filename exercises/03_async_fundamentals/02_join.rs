// The page of a customer shows who they are and what they ordered. The shop
// answers the two questions separately, and neither needs the other's answer. So
// nobody has to wait for the first before the second is asked.
//
// A future does nothing until it is polled, and `.await` polls one future, to
// its end. To make progress with two at the same time, something has to poll
// both of them, before either is ready.
//
// https://docs.rs/tokio/latest/tokio/macro.join.html

use lab::{FakeApi, Order, User};

/// What the page of a customer shows.
#[derive(Debug)]
pub struct Profile {
    pub user: User,
    pub orders: Vec<Order>,
}

/// Ask the shop for the user `id` and for their orders, at the same time, and
/// return what it says.
///
/// Make each of the two requests once. It takes as long as the slower request
/// alone, and no thread is blocked meanwhile.
pub async fn profile(api: &FakeApi, id: u32) -> Profile {
    // TODO: Have both requests under way at the same time. So far, the profile is
    // right, but the second request waits for the first.
    let user = api.user(id).await;
    let orders = api.orders(id).await;
    Profile { user, orders }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let api = FakeApi::new();
    let profile = profile(&api, 1).await;
    println!("{} ordered {:?}.", profile.user.name, profile.orders);
    println!("{:?}", api.journal().lines());
}

// These tests look at what is returned, so they pass already. A hidden test
// looks at how it runs: which requests overlap, and how long the whole takes.
#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn the_profile_is_that_of_the_user() {
        let profile = profile(&FakeApi::new(), 2).await;
        assert_eq!(profile.user.name, "Grace");
        assert_eq!(profile.orders[0].item, "cups");
    }

    #[tokio::test(start_paused = true)]
    async fn two_requests_are_enough() {
        let api = FakeApi::new();
        profile(&api, 3).await;
        assert_eq!(api.journal().calls().len(), 2);
    }
}
