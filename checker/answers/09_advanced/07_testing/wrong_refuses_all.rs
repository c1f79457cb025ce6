// refused: wrong-result — it refuses whatever it is given

use futures::future::LocalBoxFuture;
use std::any::Any;

pub type Room = Box<dyn Any>;
pub trait Limiter {
    fn enter(&self) -> LocalBoxFuture<'_, Room>;
}

pub async fn check(make: &dyn Fn(usize) -> Box<dyn Limiter>) -> Result<(), String> {
    let _limiter = make(1);
    Err("not good enough".to_owned())
}

fn main() {}
