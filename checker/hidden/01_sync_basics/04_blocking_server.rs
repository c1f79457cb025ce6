//! `serve` deals with one customer after another, and with bad ones too.

// no promise: "How a visit ended." It says what the type is for.
// no promise: "is answered or is a visit that fails, is up to you" It leaves something open.

use exercise::Served;
use lab::ms;
use proof::prelude::*;
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex};

proof::main!(
    a_silent_customer_holds_up_the_next_one,
    customers_who_go_on_listening_are_answered_in_turn,
    a_connection_is_closed_after_the_answer,
    a_broken_connection_does_not_end_the_service,
    a_customer_who_leaves_before_the_answer_has_left,
    whatever_a_customer_sends_the_next_one_is_served,
    a_line_is_all_that_comes_before_its_end,
    a_long_line_gets_a_long_answer,
    a_shop_for_no_customers_is_closed_at_once,
);

/// A shop that serves customers on a thread of its own.
struct Shop {
    addr: SocketAddr,
    visits: proof::Background<Vec<proof::Written>>,
    /// The lines that `answer` was called with.
    asked: Arc<Mutex<Vec<String>>>,
    /// Who leaves while the next answer is made.
    leaves: Arc<Mutex<Option<Talk>>>,
}

impl Shop {
    /// One for `n` customers.
    fn opens_for(n: usize) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a loopback network");
        let addr = listener.local_addr().expect("an address");
        let asked = Arc::new(Mutex::new(Vec::new()));
        let lines = asked.clone();
        let leaves = Arc::new(Mutex::new(None::<Talk>));
        let leaver = leaves.clone();
        // Of one type, as everything that is handed in.
        let answer: Box<dyn Fn(&str) -> String + Send> = Box::new(move |line| {
            lines.lock().expect("no panic").push(line.to_owned());
            if let Some(customer) = leaver.lock().expect("no panic").take() {
                customer.resets();
            }
            format!("one {line}")
        });
        let visits = background("serve", move || {
            let visits = exercise::serve(listener, n, answer);
            visits.into_iter().map(shown).collect()
        });
        Self {
            addr,
            visits,
            asked,
            leaves,
        }
    }

    fn customer(&self, name: &str) -> Talk {
        let mut customer = Talk::connect(name, self.addr);
        customer.patience(ms(1_000));
        customer
    }

    /// How the visits ended, and that nobody else was answered.
    fn saw(self, want: &[&str]) {
        let visits = self.visits.result();
        let lines: Vec<&str> = want.iter().copied().filter(|line| *line != LEFT).collect();
        let want: Vec<_> = want.iter().map(|line| visit(line)).collect();
        equal("the list of visits", visits, want);
        promise("Call `answer` with the line without its line end");
        let asked = self.asked.lock().expect("no panic");
        equal("the list of lines that were answered", asked.clone(), lines);
    }
}

/// A visit that came to nothing, in a list of lines.
const LEFT: &str = "\n";

fn visit(line: &str) -> proof::Written {
    match line {
        LEFT => written("Left"),
        line => written(format!("Answered({line:?})")),
    }
}

fn shown(visit: Served) -> proof::Written {
    match visit {
        Served::Answered(line) => written(format!("Answered({line:?})")),
        Served::Left => written("Left"),
    }
}

fn customers_who_go_on_listening_are_answered_in_turn() {
    promise(
        "A customer sends one line that ends with `\\n`, perhaps in several pieces, and goes on listening.",
    );
    let shop = Shop::opens_for(2);
    for article in ["tea", "cups"] {
        look_at("when is it the turn of the next customer, and of how many?");
        let mut customer = shop.customer("a customer");
        look_at("the line of a customer: where does it end, and what comes after it?");
        customer.says(&article[..1]);
        // Whoever answers a piece of the line has done so by then.
        shop.visits.watch().settles();
        customer.says(&article[1..]);
        customer.says("\n");
        customer.hears_line(&format!("one {article}"));
    }
    promise("return how each visit ended");
    shop.saw(&["tea", "cups"]);
}

fn a_connection_is_closed_after_the_answer() {
    promise("send back what it returns with a line end, and close the connection");
    let shop = Shop::opens_for(2);
    let mut ada = shop.customer("Ada");
    ada.says("tea\n");
    ada.hears_line("one tea");
    ada.sees_it_closed();
    shop.customer("Ben").leaves();
    promise("return how each visit ended");
    shop.saw(&["tea", LEFT]);
}

fn a_silent_customer_holds_up_the_next_one() {
    promise(
        "However long a customer stays silent, the next one is not served before this one has left.",
    );
    let shop = Shop::opens_for(2);
    let ada = shop.customer("Ada");
    let mut ben = shop.customer("Ben");
    ben.says("cups\n");
    look_at("what ends the visit of a customer who says nothing, and what begins the next one?");
    // Longer than the second after which people lose patience.
    ben.hears_nothing_for(ms(1_100));
    ada.leaves();
    ben.hears_line("one cups");
    shop.saw(&[LEFT, "cups"]);
}

fn a_broken_connection_does_not_end_the_service() {
    promise("A visit that fails is [`Served::Left`], and does not end the service.");
    let shop = Shop::opens_for(3);
    look_at("which errors belong to one customer, and what do they end?");
    shop.customer("Ada").resets();
    shop.customer("Ben").leaves();
    let mut chris = shop.customer("Chris");
    chris.says("tea\n");
    chris.hears_line("one tea");
    promise("The customer left without a word, or the connection broke.");
    shop.saw(&[LEFT, LEFT, "tea"]);
}

fn a_customer_who_leaves_before_the_answer_has_left() {
    promise("A visit that fails is [`Served::Left`], and does not end the service.");
    look_at("the answer cannot be sent: what becomes of the visit, and of the next ones?");
    let shop = Shop::opens_for(2);
    let mut ada = shop.customer("Ada");
    ada.says("tea");
    let mut slot = shop.leaves.lock().expect("no panic");
    slot.insert(ada).says("\n");
    drop(slot);
    let mut ben = shop.customer("Ben");
    ben.says("cups\n");
    ben.hears_line("one cups");
    // Elsewhere a connection that breaks looks like one that ends.
    if cfg!(unix) {
        let visits = shop.visits.result();
        equal("the list of visits", visits, [visit(LEFT), visit("cups")]);
    }
}

fn whatever_a_customer_sends_the_next_one_is_served() {
    promise("A visit that fails is [`Served::Left`], and does not end the service.");
    look_at("a line that is not UTF-8, or has no end: what becomes of the next customers?");
    let shop = Shop::opens_for(4);
    let mut ada = shop.customer("Ada");
    ada.says_bytes(&[b"caf\xe9\n"]);
    let mut ben = shop.customer("Ben");
    ben.says("cups");
    ben.stops_talking();
    let mut chris = shop.customer("Chris");
    chris.says("kettles");
    chris.leaves();
    let mut dora = shop.customer("Dora");
    dora.says("tea\n");
    dora.hears_line("one tea");
    // Whether these visits fail, or are understood somehow, is open.
    let visits = shop.visits.result();
    equal("the last visit", visits.last().cloned(), Some(visit("tea")));
    equal("the number of visits", visits.len(), 4);
}

fn a_line_is_all_that_comes_before_its_end() {
    promise("The customer sent this line (without its line end) and got an answer.");
    let lines = ["  two  cups ", "", "\tcafé"];
    let shop = Shop::opens_for(lines.len());
    for line in lines {
        look_at("which bytes belong to the line, and which to its end?");
        let mut customer = shop.customer("a customer");
        customer.says(line);
        customer.says("\n");
        customer.hears_until_eof(&format!("one {line}\n"));
    }
    shop.saw(&lines);
}

fn a_long_line_gets_a_long_answer() {
    promise("perhaps in several pieces");
    look_at("how long may a line be, and where may a piece of it end?");
    // However much is read at once, an even number of bytes ends within a letter.
    let line = format!("c{}", "é".repeat(10_000));
    let shop = Shop::opens_for(1);
    let mut customer = shop.customer("a customer");
    let (first, last) = line.as_bytes().split_at(10);
    customer.says_bytes(&[first]);
    // Whoever makes a text of that has done so by then.
    shop.visits.watch().settles();
    customer.says_bytes(&[last, b"\n"]);
    customer.hears_until_eof(&format!("one {line}\n"));
    shop.saw(&[&line]);
}

fn a_shop_for_no_customers_is_closed_at_once() {
    promise("Serve the first `n` customers");
    if_it_hangs("it waits for a customer whom it is not to serve");
    let shop = Shop::opens_for(0);
    look_at("what is looked at first: how many customers there were, or the next one?");
    shop.saw(&[]);
}
