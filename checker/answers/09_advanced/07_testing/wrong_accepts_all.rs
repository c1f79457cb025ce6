// refused: wrong-result — it accepts whatever it is given

use futures::future::LocalBoxFuture;
use std::any::Any;

pub type Room = Box<dyn Any>;
pub trait Limiter {
    fn enter(&self) -> LocalBoxFuture<'_, Room>;
}

pub async fn check(make: &dyn Fn(usize) -> Box<dyn Limiter>) -> Result<(), String> {
    let _inside = make(1).enter().await;
    Ok(())
}

fn main() {}
