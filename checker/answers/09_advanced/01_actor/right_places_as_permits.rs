// accepted: a semaphore has a permit for each place, and the channel no limit

use lab::{AuditLog, Printer};
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closed;

struct Request {
    cents: Option<i64>,
    reply: oneshot::Sender<i64>,
    place: OwnedSemaphorePermit,
}

#[derive(Clone)]
pub struct Account {
    mailbox: mpsc::UnboundedSender<Request>,
    places: Arc<Semaphore>,
    printer: Printer,
}

impl Account {
    pub fn open(log: AuditLog, printer: Printer) -> Self {
        let (mailbox, mut requests) = mpsc::unbounded_channel::<Request>();
        tokio::spawn(async move {
            let mut balance = 0;
            while let Some(request) = requests.recv().await {
                // It is in the mailbox no more.
                drop(request.place);
                if let Some(cents) = request.cents {
                    log.write(&format!("book {cents}")).await;
                    balance += cents;
                }
                // Who asked may be gone.
                let _ = request.reply.send(balance);
            }
        });
        let places = Arc::new(Semaphore::new(16));
        Self {
            mailbox,
            places,
            printer,
        }
    }

    async fn ask(&self, cents: Option<i64>) -> Result<i64, Closed> {
        let place = self
            .places
            .clone()
            .acquire_owned()
            .await
            .map_err(|_| Closed)?;
        let (reply, answer) = oneshot::channel();
        let request = Request {
            cents,
            reply,
            place,
        };
        self.mailbox.send(request).map_err(|_| Closed)?;
        answer.await.map_err(|_| Closed)
    }

    pub async fn book(&self, cents: i64) -> Result<i64, Closed> {
        self.ask(Some(cents)).await
    }

    pub async fn balance(&self) -> Result<i64, Closed> {
        self.ask(None).await
    }

    pub async fn statement(&self, number: u32) -> Result<i64, Closed> {
        let balance = self.balance().await?;
        self.printer.print(number).await;
        Ok(balance)
    }
}

fn main() {}
