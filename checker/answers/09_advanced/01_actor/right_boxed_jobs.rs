// accepted: a request is a function of the account, and the task is a loop that runs them

use futures::future::BoxFuture;
use lab::{AuditLog, Printer};
use tokio::sync::{mpsc, oneshot};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closed;

struct State {
    balance: i64,
    log: AuditLog,
}

type Job = Box<dyn for<'a> FnOnce(&'a mut State) -> BoxFuture<'a, ()> + Send>;

#[derive(Clone)]
pub struct Account {
    jobs: mpsc::Sender<Job>,
    printer: Printer,
}

impl Account {
    pub fn open(log: AuditLog, printer: Printer) -> Self {
        let (jobs, mut receiver) = mpsc::channel::<Job>(16);
        tokio::spawn(async move {
            let mut state = State { balance: 0, log };
            while let Some(job) = receiver.recv().await {
                job(&mut state).await;
            }
        });
        Self { jobs, printer }
    }

    pub async fn book(&self, cents: i64) -> Result<i64, Closed> {
        let (reply, answer) = oneshot::channel();
        let job: Job = Box::new(move |state| {
            Box::pin(async move {
                state.log.write(&format!("book {cents}")).await;
                state.balance += cents;
                let _ = reply.send(state.balance);
            })
        });
        self.jobs.send(job).await.map_err(|_| Closed)?;
        answer.await.map_err(|_| Closed)
    }

    pub async fn balance(&self) -> Result<i64, Closed> {
        let (reply, answer) = oneshot::channel();
        let job: Job = Box::new(move |state| {
            Box::pin(async move {
                let _ = reply.send(state.balance);
            })
        });
        self.jobs.send(job).await.map_err(|_| Closed)?;
        answer.await.map_err(|_| Closed)
    }

    pub async fn statement(&self, number: u32) -> Result<i64, Closed> {
        let balance = self.balance().await?;
        self.printer.print(number).await;
        Ok(balance)
    }
}

fn main() {}
