// refused: too-early — the limit counts from the call, and not from the first poll

use lab::Till;
use std::time::Duration;

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

pub fn takings(till: &mut Till, limit: Duration) -> impl Future<Output = Takings> {
    let end = tokio::time::Instant::now() + limit;
    async move {
        let mut sales = Vec::new();
        loop {
            match tokio::time::timeout_at(end, till.next_sale()).await {
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
}

fn main() {}
