use tokio::signal::unix::{SignalKind, signal};

pub fn answer() -> u64 {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let kinds = [SignalKind::terminate(), SignalKind::interrupt(), SignalKind::hangup()];
        let mut heard: Vec<_> = kinds.into_iter().filter_map(|kind| signal(kind).ok()).collect();
        println!("hears {} signals", heard.len());
        loop {
            for signal in &mut heard {
                let _ = signal.recv().await;
            }
            tokio::task::yield_now().await;
        }
    })
}

fn main() {}
