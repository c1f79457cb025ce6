// refused: wrong-result — no task: a lock, held while the entry is written, and a caller that is dropped takes its booking back

use lab::{AuditLog, Printer};
use std::sync::Arc;
use tokio::sync::Mutex;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closed;

#[derive(Clone)]
pub struct Account {
    balance: Arc<Mutex<i64>>,
    log: AuditLog,
    printer: Printer,
}

impl Account {
    pub fn open(log: AuditLog, printer: Printer) -> Self {
        let balance = Arc::default();
        Self {
            balance,
            log,
            printer,
        }
    }

    pub async fn book(&self, cents: i64) -> Result<i64, Closed> {
        let mut balance = self.balance.lock().await;
        self.log.write(&format!("book {cents}")).await;
        *balance += cents;
        Ok(*balance)
    }

    pub async fn balance(&self) -> Result<i64, Closed> {
        Ok(*self.balance.lock().await)
    }

    pub async fn statement(&self, number: u32) -> Result<i64, Closed> {
        let balance = self.balance().await?;
        self.printer.print(number).await;
        Ok(balance)
    }
}

fn main() {}
