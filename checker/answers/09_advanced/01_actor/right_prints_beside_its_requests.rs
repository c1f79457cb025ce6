// accepted: the task polls what is printed beside the next request, in a set of futures

use futures::stream::{FuturesUnordered, StreamExt};
use lab::{AuditLog, Printer};
use tokio::sync::{mpsc, oneshot};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closed;

type Reply = oneshot::Sender<i64>;

#[derive(Clone)]
pub struct Account(mpsc::Sender<(Request, Reply)>);

enum Request {
    Book(i64),
    Balance,
    Statement(u32),
}

impl Account {
    pub fn open(log: AuditLog, printer: Printer) -> Self {
        let (mailbox, requests) = mpsc::channel(16);
        tokio::spawn(keep(log, printer, requests));
        Self(mailbox)
    }

    pub async fn book(&self, cents: i64) -> Result<i64, Closed> {
        self.ask(Request::Book(cents)).await
    }

    pub async fn balance(&self) -> Result<i64, Closed> {
        self.ask(Request::Balance).await
    }

    pub async fn statement(&self, number: u32) -> Result<i64, Closed> {
        self.ask(Request::Statement(number)).await
    }

    async fn ask(&self, request: Request) -> Result<i64, Closed> {
        let (reply, answer) = oneshot::channel();
        self.0.send((request, reply)).await.map_err(|_| Closed)?;
        answer.await.map_err(|_| Closed)
    }
}

async fn keep(log: AuditLog, printer: Printer, mut requests: mpsc::Receiver<(Request, Reply)>) {
    let mut printing = FuturesUnordered::new();
    let printer = &printer;
    let print = async |number, balance, reply: Reply| {
        printer.print(number).await;
        let _ = reply.send(balance);
    };
    let mut balance = 0;
    loop {
        let (request, reply) = tokio::select! {
            Some(()) = printing.next() => continue,
            request = requests.recv() => match request {
                Some(request) => request,
                None => break,
            },
        };
        match request {
            Request::Book(cents) => {
                let entry = format!("book {cents}");
                let write = log.write(&entry);
                tokio::pin!(write);
                loop {
                    tokio::select! {
                        () = &mut write => break,
                        Some(()) = printing.next() => {}
                    }
                }
                balance += cents;
                let _ = reply.send(balance);
            }
            Request::Balance => drop(reply.send(balance)),
            Request::Statement(number) => printing.push(print(number, balance, reply)),
        }
    }
    while printing.next().await.is_some() {}
}

fn main() {}
