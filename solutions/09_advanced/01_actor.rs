// Many tasks book on the account of the shop, and each booking has to be in the audit log
// before it counts. So nobody shares the balance: one task has it, and everybody else has a
// handle, which puts a request into the mailbox of that task and waits for the reply. This
// is called an actor.
//
// https://docs.rs/tokio/latest/tokio/sync/oneshot/index.html

use lab::{AuditLog, Printer};
use tokio::sync::{mpsc, oneshot};

/// What a handle returns once the task of its account is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closed;

/// A handle to an account. Clones are handles to the same one.
#[derive(Clone)]
pub struct Account {
    mailbox: mpsc::Sender<Request>,
    printer: Printer,
}

/// What the task is asked for, and the way back for the reply: the balance.
enum Request {
    Book(i64, oneshot::Sender<i64>),
    Balance(oneshot::Sender<i64>),
}

impl Account {
    /// Open an account with nothing on it, and start the task that keeps it.
    ///
    /// That task carries out what the handles ask for, in the order in which they asked,
    /// and ends when the last handle is gone and all of that is done; for the printer it need
    /// not wait. Up to 16 requests wait in its mailbox, beside the one that it carries out.
    /// Who asks for more waits until there is room, however long. No thread is blocked.
    pub fn open(log: AuditLog, printer: Printer) -> Self {
        let (mailbox, requests) = mpsc::channel(16);
        // The task has the receiver alone: with a sender of its own it would never end.
        tokio::spawn(keep(log, requests));
        Self { mailbox, printer }
    }

    /// Book `cents`, which may be less than zero, and return the balance after it.
    ///
    /// `book 250` or `book -40` is written into the log, one booking after another, and
    /// counts when that is done. A caller that is dropped takes nothing back: what is in
    /// the mailbox is booked all the same. What waits for room is not.
    pub async fn book(&self, cents: i64) -> Result<i64, Closed> {
        self.ask(|reply| Request::Book(cents, reply)).await
    }

    /// The balance, after all that was asked for before.
    pub async fn balance(&self) -> Result<i64, Closed> {
        self.ask(Request::Balance).await
    }

    /// Print statement `number`, and return the balance that it shows: the one after all
    /// that was asked for before. Printing begins when that is known, takes long, and holds
    /// up neither bookings nor other statements. If the caller is dropped, it may stop.
    pub async fn statement(&self, number: u32) -> Result<i64, Closed> {
        let balance = self.balance().await?;
        // In the time of the caller: the task has gone on to the next request.
        self.printer.print(number).await;
        Ok(balance)
    }

    async fn ask(
        &self,
        request: impl FnOnce(oneshot::Sender<i64>) -> Request,
    ) -> Result<i64, Closed> {
        let (reply, answer) = oneshot::channel();
        // Either fails when the task is gone: before it took the request, or after.
        self.mailbox
            .send(request(reply))
            .await
            .map_err(|_| Closed)?;
        answer.await.map_err(|_| Closed)
    }
}

async fn keep(log: AuditLog, mut requests: mpsc::Receiver<Request>) {
    let mut balance = 0;
    while let Some(request) = requests.recv().await {
        let reply = match request {
            Request::Book(cents, reply) => {
                log.write(&format!("book {cents}")).await;
                balance += cents;
                reply
            }
            Request::Balance(reply) => reply,
        };
        // Who asked may be gone by now, and what was asked for is done all the same.
        let _ = reply.send(balance);
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let account = Account::open(AuditLog::new(), Printer::new());
    let (statement, booked) = tokio::join!(account.statement(1), account.book(250));
    println!("The statement shows {statement:?}, and after the booking it is {booked:?}.");
}

// These tests look at one caller at a time, and at two. A hidden test also looks at many, at
// callers that are dropped, and at the end of the task.
#[cfg(test)]
mod tests {
    use super::*;
    use lab::ms;
    use tokio::time::Instant;

    #[tokio::test(start_paused = true)]
    async fn a_booking_is_in_the_log_when_it_counts() {
        let log = AuditLog::new();
        let account = Account::open(log.clone(), Printer::new());
        assert_eq!(account.book(250).await, Ok(250));
        assert_eq!(log.entries(), ["book 250"]);
        assert_eq!(account.balance().await, Ok(250));
    }

    #[tokio::test(start_paused = true)]
    async fn printing_holds_up_nobody() {
        let account = Account::open(AuditLog::new(), Printer::new());
        let start = Instant::now();
        let book = async {
            let booked = account.book(250).await;
            assert_eq!(start.elapsed(), ms(20));
            booked
        };
        let (statement, booked) = tokio::join!(account.statement(1), book);
        assert_eq!((statement, booked), (Ok(0), Ok(250)));
    }
}
