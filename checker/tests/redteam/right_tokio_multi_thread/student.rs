use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Barrier, Mutex, Notify, Semaphore, broadcast, mpsc, oneshot, watch};

pub fn answer() -> u64 {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(3).enable_all().build().unwrap();
    let answer = runtime.block_on(async {
        let mut answer = 0;
        let barrier = Arc::new(Barrier::new(10));
        let tasks: Vec<_> = (0..10)
            .map(|_| {
                let barrier = Arc::clone(&barrier);
                tokio::spawn(async move { barrier.wait().await; 1 })
            })
            .collect();
        for task in tasks {
            answer += task.await.unwrap();
        }
        let (send, mut receive) = mpsc::channel(1);
        tokio::spawn(async move { send.send(1).await });
        answer += receive.recv().await.unwrap();
        let (send, receive) = oneshot::channel();
        let _ = send.send(1);
        answer += receive.await.unwrap();
        let (send, mut receive) = broadcast::channel(1);
        let _ = send.send(1);
        answer += receive.recv().await.unwrap();
        let (send, mut receive) = watch::channel(0);
        let _ = send.send(1);
        let _ = receive.changed().await;
        answer += *receive.borrow();
        let notify = Notify::new();
        notify.notify_one();
        notify.notified().await;
        let semaphore = Semaphore::new(1);
        answer += semaphore.acquire().await.map_or(0, |_| 1);
        answer += *Mutex::new(1).lock().await;
        answer += tokio::task::spawn_blocking(|| 1).await.unwrap();
        tokio::time::sleep(Duration::from_millis(2)).await;
        answer += tokio::time::timeout(Duration::from_millis(2), std::future::pending::<()>()).await.map_or(1, |()| 0);
        tokio::task::block_in_place(|| std::thread::sleep(Duration::from_millis(1)));
        answer + u64::from(tokio::signal::unix::signal(tokio::signal::unix::SignalKind::alarm()).is_ok())
    });
    answer + 23
}

fn main() {}
