// refused: wrong-result — who finds no room tries again each millisecond, and is overtaken

use lab::{AuditLog, Printer};
use tokio::sync::{mpsc, oneshot};

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
    requests: mpsc::Sender<Request>,
}

impl Account {
    pub fn open(log: AuditLog, printer: Printer) -> Self {
        let (requests, mailbox) = mpsc::channel(16);
        tokio::spawn(keep(mailbox, log, printer));
        Self { requests }
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
        let mut request = request(reply);
        loop {
            match self.requests.try_send(request) {
                Ok(()) => break,
                Err(mpsc::error::TrySendError::Closed(_)) => return Err(Closed),
                Err(mpsc::error::TrySendError::Full(again)) => request = again,
            }
            tokio::time::sleep(lab::ms(1)).await;
        }
        answer.await.map_err(|_| Closed)
    }
}

async fn keep(mut mailbox: mpsc::Receiver<Request>, log: AuditLog, printer: Printer) {
    let mut balance = 0;
    while let Some(request) = mailbox.recv().await {
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
