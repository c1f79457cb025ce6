// refused: wrong-result — replies before the entry is written

use lab::{AuditLog, Printer};
use tokio::sync::{mpsc, oneshot};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closed;

#[derive(Clone)]
pub struct Account {
    mailbox: mpsc::Sender<Request>,
    printer: Printer,
}

enum Request {
    Book(i64, oneshot::Sender<i64>),
    Balance(oneshot::Sender<i64>),
}

impl Account {
    pub fn open(log: AuditLog, printer: Printer) -> Self {
        let (mailbox, requests) = mpsc::channel(16);
        tokio::spawn(keep(log, requests));
        Self { mailbox, printer }
    }

    pub async fn book(&self, cents: i64) -> Result<i64, Closed> {
        self.ask(|reply| Request::Book(cents, reply)).await
    }

    pub async fn balance(&self) -> Result<i64, Closed> {
        self.ask(Request::Balance).await
    }

    pub async fn statement(&self, number: u32) -> Result<i64, Closed> {
        let balance = self.balance().await?;
        self.printer.print(number).await;
        Ok(balance)
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

async fn keep(log: AuditLog, mut requests: mpsc::Receiver<Request>) {
    let mut balance = 0;
    while let Some(request) = requests.recv().await {
        let reply = match request {
            Request::Book(cents, reply) => {
                balance += cents;
                let _ = reply.send(balance);
                log.write(&format!("book {cents}")).await;
                continue;
            }
            Request::Balance(reply) => reply,
        };
        let _ = reply.send(balance);
    }
}

fn main() {}
