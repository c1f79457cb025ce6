// refused: hangs — one thread for the rules of all totals

use std::sync::Arc;
use std::sync::LazyLock;
use std::sync::mpsc;

pub trait Rule: Send + Sync + 'static {
    fn price(&self, article: u32) -> u64;
}

pub async fn total(rule: Arc<dyn Rule>, articles: Vec<u32>) -> u64 {
    let (sender, receiver) = tokio::sync::oneshot::channel();
    let sum = move || {
        let _ = sender.send(articles.iter().map(|&article| rule.price(article)).sum());
    };
    assert!(DESK.send(Box::new(sum)).is_ok(), "the desk is there");
    receiver.await.expect("a rule does not panic")
}

type Call = Box<dyn FnOnce() + Send>;

static DESK: LazyLock<mpsc::Sender<Call>> = LazyLock::new(|| {
    let (sender, receiver) = mpsc::channel::<Call>();
    std::thread::spawn(move || receiver.into_iter().for_each(|call| call()));
    sender
});

fn main() {}
