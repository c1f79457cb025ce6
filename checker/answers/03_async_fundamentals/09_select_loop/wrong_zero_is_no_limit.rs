// refused: late — zero is taken for no limit at all

use lab::Till;
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

#[derive(Debug, PartialEq, Eq)]
pub struct Takings {
    pub sales: Vec<u32>,
    pub ended: Ended,
}

#[derive(Debug, PartialEq, Eq)]
pub enum Ended {
    Closed,
    TimeUp,
}

async fn until_the_limit(till: &mut Till, limit: Duration) -> Takings {
    let end = Instant::now() + limit;
    let mut sales = vec![];
    loop {
        match timeout_at(end, till.next_sale()).await {
            Ok(Some(sale)) => sales.push(sale),
            Ok(None) => {
                return Takings {
                    sales,
                    ended: Ended::Closed,
                };
            }
            Err(_) => {
                return Takings {
                    sales,
                    ended: Ended::TimeUp,
                };
            }
        }
    }
}

pub async fn takings(till: &mut Till, limit: Duration) -> Takings {
    if limit.is_zero() {
        let mut sales = vec![];
        while let Some(sale) = till.next_sale().await {
            sales.push(sale)
        }
        return Takings {
            sales,
            ended: Ended::Closed,
        };
    }
    until_the_limit(till, limit).await
}

fn main() {}
