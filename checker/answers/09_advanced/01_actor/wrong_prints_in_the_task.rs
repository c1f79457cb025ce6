// refused: late — the task prints, and everybody waits for it

use lab::{AuditLog, Printer};
use tokio::sync::{mpsc, oneshot};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closed;

#[derive(Clone)]
pub struct Account {
    mailbox: mpsc::Sender<Request>,
}

enum Request {
    Book(i64, oneshot::Sender<i64>),
    Balance(oneshot::Sender<i64>),
    Statement(u32, oneshot::Sender<i64>),
}

impl Account {
    pub fn open(log: AuditLog, printer: Printer) -> Self {
        let (mailbox, requests) = mpsc::channel(16);
        tokio::spawn(keep(log, printer, requests));
        Self { mailbox }
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
        self.mailbox
            .send(request(reply))
            .await
            .map_err(|_| Closed)?;
        answer.await.map_err(|_| Closed)
    }
}

async fn keep(log: AuditLog, printer: Printer, mut requests: mpsc::Receiver<Request>) {
    let mut balance = 0;
    while let Some(request) = requests.recv().await {
        let reply = match request {
            Request::Book(cents, reply) => {
                log.write(&format!("book {cents}")).await;
                balance += cents;
                reply
            }
            Request::Balance(reply) => reply,
            Request::Statement(number, reply) => {
                printer.print(number).await;
                reply
            }
        };
        let _ = reply.send(balance);
    }
}

fn main() {}
