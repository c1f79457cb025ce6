// The price list is slow to read, and most programs never ask for it. So it is read when
// somebody first needs it, and then kept. If ten threads need it first, one reads it, and
// nine wait. This is `std::sync::OnceLock`, as long as reading cannot fail. Here it can:
// then there is no list, and whoever waits for one has to try for itself, rather than wait
// for ever.
//
// https://doc.rust-lang.org/std/sync/struct.OnceLock.html (offline: `rustup doc
// std::sync::OnceLock`)

use lab::shim::Mutex;
use std::sync::Arc;

/// A value that is made when somebody first needs it.
pub struct Lazy<T> {
    value: Mutex<Option<Arc<T>>>,
    // TODO: Add what those need who have to wait until somebody has made it. Once it is there,
    // it never changes again: it may also lie in a `lab::shim::Slot`, which has no lock. Then
    // atomics and locks of `lab::shim` have to order those who touch it.
}

impl<T> Lazy<T> {
    /// No value has been made.
    pub fn empty() -> Self {
        let value = Mutex::named("the value", None);
        Self { value }
    }

    /// The value, if it has been made. This does not wait until somebody has made it.
    pub fn get(&self) -> Option<Arc<T>> {
        // TODO: Look, and do not wait for anybody who makes it.
        todo!()
    }

    /// The value, which `make` makes if there is none.
    ///
    /// Any number of threads may call this at the same time. One of them makes the value.
    /// The others wait until it is there, asleep, however long that lasts, and no other
    /// thread looks at times in their place; all get the same one, and what they would have
    /// called to make it is not called.
    ///
    /// A `make` may use another `Lazy`, and does not use this one.
    ///
    /// # Errors
    ///
    /// Those of `make`, for who has called it and for nobody else. There is still no value,
    /// and of those who wait one goes on and calls its own `make`: one at a time, and any of
    /// them, or one that has just come, may be the next. If `make` panics, the same panic
    /// goes on to the caller, and all others go on as after an error.
    pub fn get_or_try_make<E>(&self, make: impl FnOnce() -> Result<T, E>) -> Result<Arc<T>, E> {
        // TODO: Look, and make it if it is not there. Who else may have come this far, and
        // where do they wait? On which ways does `make` end?
        todo!()
    }
}

fn main() {
    let prices = Lazy::empty();
    std::thread::scope(|scope| {
        for clerk in 1..=4 {
            let prices = &prices;
            scope.spawn(move || {
                let outcome = prices.get_or_try_make(|| {
                    println!("clerk {clerk} reads the prices");
                    match clerk {
                        1 => Err("the page is torn"),
                        _ => Ok(vec![450, 120]),
                    }
                });
                println!("clerk {clerk}: {outcome:?}");
            });
        }
    });
    println!("{:?}", prices.get());
}

// These tests look at one thread after another. A hidden test also looks at what happens
// while a value is made: who makes it, who waits, how, and what if it comes to nothing.
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_made_is_there() {
        let prices = Lazy::empty();
        assert_eq!(prices.get(), None);
        let made = prices.get_or_try_make(|| Ok::<_, String>(450));
        assert_eq!(made.as_deref(), Ok(&450));
        assert_eq!(prices.get().as_deref(), Some(&450));
    }

    #[test]
    fn what_is_there_is_not_made_again() {
        let prices = Lazy::empty();
        for price in [450, 120] {
            let made = prices.get_or_try_make(|| Ok::<_, String>(price));
            assert_eq!(made.as_deref(), Ok(&450));
        }
    }

    #[test]
    fn after_an_error_the_next_one_tries() {
        let prices = Lazy::empty();
        let torn = prices.get_or_try_make(|| Err("torn"));
        assert_eq!((torn, prices.get()), (Err("torn"), None));
        let made = prices.get_or_try_make(|| Ok::<_, String>(450));
        assert_eq!(made.as_deref(), Ok(&450));
    }
}
