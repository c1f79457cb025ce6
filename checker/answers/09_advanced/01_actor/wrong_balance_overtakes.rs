// refused: wrong-result — questions have a mailbox of their own, and overtake bookings

use lab::{AuditLog, Printer};
use tokio::sync::{mpsc, oneshot};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closed;

#[derive(Clone)]
pub struct Account {
    mailbox: mpsc::Sender<Request>,
    printer: Printer,
    questions: mpsc::Sender<oneshot::Sender<i64>>,
}

enum Request {
    Book(i64, oneshot::Sender<i64>),
}

impl Account {
    pub fn open(log: AuditLog, printer: Printer) -> Self {
        let (mailbox, requests) = mpsc::channel(16);
        let (questions, asked) = mpsc::channel(16);
        tokio::spawn(keep(log, requests, asked));
        Self {
            mailbox,
            printer,
            questions,
        }
    }

    pub async fn book(&self, cents: i64) -> Result<i64, Closed> {
        self.ask(|reply| Request::Book(cents, reply)).await
    }

    pub async fn balance(&self) -> Result<i64, Closed> {
        let (reply, answer) = oneshot::channel();
        self.questions.send(reply).await.map_err(|_| Closed)?;
        answer.await.map_err(|_| Closed)
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

async fn keep(
    log: AuditLog,
    mut requests: mpsc::Receiver<Request>,
    mut asked: mpsc::Receiver<oneshot::Sender<i64>>,
) {
    let mut balance = 0;
    loop {
        let reply = tokio::select! {
            biased;
            Some(reply) = asked.recv() => reply,
            Some(Request::Book(cents, reply)) = requests.recv() => {
                log.write(&format!("book {cents}")).await;
                balance += cents;
                reply
            }
            else => return,
        };
        let _ = reply.send(balance);
    }
}

fn main() {}
