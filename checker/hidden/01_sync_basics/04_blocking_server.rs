//! `serve` deals with one customer after another, and with bad ones too.

use exercise::Served;
use lab::ms;
use proof::prelude::*;
use std::net::{SocketAddr, TcpListener};

proof::main!(
    customers_who_go_on_listening_are_answered_in_turn,
    a_connection_is_closed_after_the_answer,
    a_silent_customer_holds_up_the_next_one,
    a_broken_connection_does_not_end_the_service,
);

/// A shop that serves `n` customers on a thread of its own.
fn shop(n: usize) -> (SocketAddr, proof::Background<Vec<String>>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a loopback network");
    let addr = listener.local_addr().expect("an address");
    // Of one type, as everything that is handed in.
    let answer: Box<dyn Fn(&str) -> String + Send> = Box::new(|line| format!("one {line}"));
    let served = background("serve", move || {
        let visits = exercise::serve(listener, n, answer);
        visits.into_iter().map(told).collect()
    });
    (addr, served)
}

fn customer(name: &str, addr: SocketAddr) -> Talk {
    let mut customer = Talk::connect(name, addr);
    customer.patience(ms(1_000));
    customer
}

fn told(visit: Served) -> String {
    match visit {
        Served::Answered(line) => format!("answered {line}"),
        Served::Left => "left".to_owned(),
    }
}

fn customers_who_go_on_listening_are_answered_in_turn() {
    let (addr, served) = shop(2);
    for article in ["tea", "cups"] {
        look_at("when is it the turn of the next customer, and of how many?");
        let mut customer = customer("a customer", addr);
        look_at("the line of a customer: where does it end, and what comes after it?");
        customer.says(&article[..1]);
        // Whoever answers a piece of the line has done so by then.
        served.watch().settles();
        customer.says(&article[1..]);
        customer.says("\n");
        customer.hears_line(&format!("one {article}"));
    }
    let visits = ["answered tea", "answered cups"];
    equal("the visits", served.result(), visits);
}

fn a_connection_is_closed_after_the_answer() {
    let (addr, served) = shop(2);
    let mut ada = customer("Ada", addr);
    ada.says("tea\n");
    ada.hears_line("one tea");
    ada.sees_it_closed();
    customer("Ben", addr).leaves();
    equal("the visits", served.result(), ["answered tea", "left"]);
}

fn a_silent_customer_holds_up_the_next_one() {
    let (addr, served) = shop(2);
    let ada = customer("Ada", addr);
    let mut ben = customer("Ben", addr);
    ben.says("cups\n");
    ben.hears_nothing_for(ms(50));
    ada.leaves();
    ben.hears_line("one cups");
    equal("the visits", served.result(), ["left", "answered cups"]);
}

fn a_broken_connection_does_not_end_the_service() {
    let (addr, served) = shop(3);
    look_at("which errors belong to one customer, and what do they end?");
    customer("Ada", addr).resets();
    customer("Ben", addr).leaves();
    let mut chris = customer("Chris", addr);
    chris.says("tea\n");
    chris.hears_line("one tea");
    let visits = ["left", "left", "answered tea"];
    equal("the visits", served.result(), visits);
}
