// One task has the state. The account of the shop is an actor: a task that owns the balance
// and takes one message after another from its mailbox, so there is no lock. The mailbox has
// room for one message. Whoever comes when it is full waits for a place: that is how the
// actor keeps others from being faster than it is. When the last sender is gone, the actor
// takes what is left in its mailbox, and ends.
//
// `workbook demo 9` draws it while it runs. Change something, and run it again.

use lab::{demo, ms};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;

/// Book an amount, and say what the balance is then.
struct Book {
    amount: u32,
    reply: oneshot::Sender<u32>,
}

/// Nobody else gets at `balance`.
async fn account(mut mailbox: mpsc::Receiver<Book>) -> u32 {
    let mut balance = 0;
    while let Some(Book { amount, reply }) = mailbox.recv().await {
        demo::fetch("the account", ms(200)).await;
        balance += amount;
        // Who has gone away does not want to know.
        let _ = reply.send(balance);
    }
    balance
}

async fn customer(number: u32, account: mpsc::Sender<Book>) {
    let waits = demo::watch(&format!("{number}: a place"));
    let place = account.reserve().await.expect("the account is open");
    waits.done();
    let waits = demo::watch(&format!("{number}: the answer"));
    let (reply, answer) = oneshot::channel();
    place.send(Book { amount: 10, reply });
    let balance = answer.await.expect("the account answers");
    waits.done();
    println!("customer {number}: the balance is {balance}");
}

#[tokio::main(flavor = "current_thread")]
pub async fn main() {
    let (send, mailbox) = mpsc::channel(1);
    let account = tokio::spawn(account(mailbox));
    let mut customers = JoinSet::new();
    for number in 1..=4 {
        customers.spawn(customer(number, send.clone()));
    }
    drop(send);
    customers.join_all().await;
    let balance = account.await.expect("the account does not panic");
    println!("The account is closed with a balance of {balance}.");
}
