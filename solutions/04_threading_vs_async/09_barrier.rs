// Three clerks count the stock of the shop, one room after another. Who is done with a
// room waits for the others, and when all are there they go on to the next one together.
// Such a meeting point is called a *barrier*. Here you make one: a `Mutex` and a `Condvar`
// are all that it takes.
//
// The second room is harder than the first. A clerk who is fast may be back while a slow
// one has not even woken up from the last wait, and must not count for that one; and
// who wakes up has to know whether it was for this.
//
// https://doc.rust-lang.org/std/sync/struct.Barrier.html (offline: `rustup doc
// std::sync::Barrier`)

use lab::shim::{Condvar, Mutex};

/// A place where some threads wait for each other, as often as they like. In each round
/// the same ones come.
pub struct Barrier {
    threads: usize,
    state: Mutex<State>,
    all_here: Condvar,
}

#[derive(Default)]
struct State {
    /// How many of this round are here.
    here: usize,
    /// How many rounds are over.
    rounds: u64,
}

impl Barrier {
    /// A barrier for so many threads. Nobody passes 0.
    pub fn new(threads: usize) -> Self {
        Self {
            threads,
            state: Mutex::new(State::default()),
            all_here: Condvar::new(),
        }
    }

    /// Wait until all threads of the barrier have called this, and then go on: nobody
    /// sooner, and nobody stays behind. In each round this is `true` for one of them,
    /// whichever that is, and `false` for all others. They may go on in any order, and wait
    /// for each other to do so.
    ///
    /// A thread may come for the next round while others of the last one have not gone on
    /// yet. It counts for the next one alone. Who has to wait sleeps, however long that
    /// takes, and no other thread looks at times in its place.
    pub fn wait(&self) -> bool {
        let mut state = self.state.lock().unwrap();
        state.here += 1;
        if state.here == self.threads {
            state.here = 0;
            state.rounds += 1;
            self.all_here.notify_all();
            return true;
        }
        // The count may be that of the next round when this thread looks at it. The
        // number of the round tells whether its own is over.
        let mine = state.rounds;
        while state.rounds == mine {
            state = self.all_here.wait(state).unwrap();
        }
        false
    }
}

fn main() {
    let barrier = Barrier::new(3);
    std::thread::scope(|scope| {
        for clerk in ["Ada", "Grace", "Mary"] {
            let barrier = &barrier;
            scope.spawn(move || {
                for room in 1..=2 {
                    println!("{clerk} has counted room {room}");
                    if barrier.wait() {
                        println!("room {room} is done");
                    }
                }
            });
        }
    });
}

// These tests look at one round. A hidden test also looks at several, in every order
// that matters, and at what threads do while they wait.
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_alone_does_not_wait() {
        let barrier = Barrier::new(1);
        assert_eq!([(); 3].map(|()| barrier.wait()), [true; 3]);
    }

    #[test]
    fn one_of_two_is_told() {
        let barrier = Barrier::new(2);
        std::thread::scope(|scope| {
            let other = scope.spawn(|| barrier.wait());
            assert_ne!(barrier.wait(), other.join().unwrap());
        });
    }
}
