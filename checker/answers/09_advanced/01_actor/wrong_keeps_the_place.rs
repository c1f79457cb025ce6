// refused: wrong-result — the request that is carried out has a place of the mailbox until it is done

use lab::{AuditLog, Printer};
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot};

/// What a handle returns once the task of its account is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closed;

enum Request {
    Book(i64, oneshot::Sender<i64>),
    Balance(oneshot::Sender<i64>),
    Statement(u32, oneshot::Sender<i64>),
}

/// A handle to an account. Clones are handles to the same one.
#[derive(Clone)]
pub struct Account {
    requests: mpsc::UnboundedSender<(Request, OwnedSemaphorePermit)>,
    room: Arc<Semaphore>,
}

impl Account {
    pub fn open(log: AuditLog, printer: Printer) -> Self {
        let (requests, mailbox) = mpsc::unbounded_channel();
        let room = Arc::new(Semaphore::new(16));
        tokio::spawn(keep(mailbox, log, printer));
        Self { requests, room }
    }

    pub async fn book(&self, cents: i64) -> Result<i64, Closed> {
        self.ask(|reply| Request::Book(cents, reply)).await
    }

    pub async fn balance(&self) -> Result<i64, Closed> {
        self.ask(Request::Balance).await
    }

    pub async fn statement(&self, number: u32) -> Result<i64, Closed> {
        self.ask(|reply| Request::Statement(number, reply)).await
    }

    async fn ask(
        &self,
        request: impl FnOnce(oneshot::Sender<i64>) -> Request,
    ) -> Result<i64, Closed> {
        let (reply, answer) = oneshot::channel();
        let request = request(reply);
        let room = Arc::clone(&self.room);
        let place = room.acquire_owned().await.map_err(|_| Closed)?;
        self.requests.send((request, place)).map_err(|_| Closed)?;
        answer.await.map_err(|_| Closed)
    }
}

async fn keep(
    mut mailbox: mpsc::UnboundedReceiver<(Request, OwnedSemaphorePermit)>,
    log: AuditLog,
    printer: Printer,
) {
    let mut balance = 0;
    while let Some((request, _place)) = mailbox.recv().await {
        match request {
            Request::Book(cents, reply) => {
                log.write(&format!("book {cents}")).await;
                balance += cents;
                let _ = reply.send(balance);
            }
            Request::Balance(reply) => {
                let _ = reply.send(balance);
            }
            Request::Statement(number, reply) => {
                let printer = printer.clone();
                tokio::spawn(async move {
                    printer.print(number).await;
                    let _ = reply.send(balance);
                });
            }
        }
    }
}

fn main() {}
