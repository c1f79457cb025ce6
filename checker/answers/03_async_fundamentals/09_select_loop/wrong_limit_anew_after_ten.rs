// refused: late — every tenth sale starts the limit again

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

pub async fn takings(till: &mut Till, limit: Duration) -> Takings {
    let mut end = Instant::now() + limit;
    let mut sales = vec![];
    loop {
        match timeout_at(end, till.next_sale()).await {
            Ok(Some(sale)) => {
                sales.push(sale);
                if sales.len() % 10 == 0 {
                    end = Instant::now() + limit
                }
            }
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

fn main() {}
