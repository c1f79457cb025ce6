//! What every answer may do, whatever it needs: all of std's concurrency, and
//! the runtimes that exercises use.

use rayon::iter::{IntoParallelIterator, ParallelIterator};
use seal::Needs;
use std::collections::HashMap;
use std::io::{self, Read, Write};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier, Condvar, LazyLock, Mutex, OnceLock, RwLock, mpsc};
use std::thread;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::runtime::{Builder, Runtime};

const THREADS: usize = 200;

/// All of it; an error where something does not work.
pub(crate) fn everything(needs: Needs, scratch: &Path) -> io::Result<()> {
    threads()?;
    sleepers()?;
    locals()?;
    pairs()?;
    parallel()?;
    let one = Builder::new_current_thread().enable_all().build()?;
    let many = Builder::new_multi_thread()
        .worker_threads(3)
        .enable_all()
        .build()?;
    for runtime in [one, many] {
        tasks(&runtime)?;
        if needs.files {
            runtime.block_on(files(&scratch.join("tokio")))?;
        }
        if needs.sockets {
            runtime.block_on(sockets())?;
        }
        if needs.processes {
            runtime.block_on(programs())?;
        }
    }
    Ok(())
}

fn holds(what: bool, words: &str) -> io::Result<()> {
    what.then_some(()).ok_or_else(|| io::Error::other(words))
}

/// Many at once, and whatever they meet at.
fn threads() -> io::Result<()> {
    let (barrier, ready) = (Barrier::new(THREADS), Condvar::new());
    let (count, lock, shared) = (AtomicUsize::new(0), Mutex::new(0), RwLock::new(0));
    let (send, receive) = mpsc::channel();
    thread::scope(|scope| -> io::Result<()> {
        for index in 0..THREADS {
            let send = send.clone();
            let (barrier, ready, count, lock, shared) = (&barrier, &ready, &count, &lock, &shared);
            let named = thread::Builder::new().name(format!("thread {index}"));
            named.spawn_scoped(scope, move || {
                barrier.wait();
                count.fetch_add(1, Ordering::SeqCst);
                *shared.write().unwrap() += 1;
                *lock.lock().unwrap() += 1;
                ready.notify_one();
                send.send(index).unwrap();
            })?;
        }
        let all = lock.lock().unwrap();
        drop(ready.wait_while(all, |all| *all < THREADS).unwrap());
        Ok(())
    })?;
    drop(send);
    holds(receive.iter().count() == THREADS, "not all have sent")?;
    holds(count.into_inner() == THREADS, "not all have counted")?;
    let panicked = thread::spawn(|| std::panic::resume_unwind(Box::new(1))).join();
    holds(panicked.is_err(), "a panic was lost")?;
    holds(thread::available_parallelism().is_ok(), "no processors")
}

fn sleepers() -> io::Result<()> {
    let begun = Instant::now();
    let sleeper = thread::spawn(thread::park);
    thread::sleep(Duration::from_millis(2));
    thread::yield_now();
    sleeper.thread().unpark();
    let ended = sleeper.join().is_ok();
    holds(
        ended && begun.elapsed() >= Duration::from_millis(2),
        "no sleep",
    )?;
    let (_send, receive) = mpsc::sync_channel::<()>(0);
    let nothing = receive.recv_timeout(Duration::from_millis(1));
    holds(nothing.is_err(), "nobody has sent")
}

fn locals() -> io::Result<()> {
    static DROPPED: AtomicUsize = AtomicUsize::new(0);
    static ONCE: OnceLock<usize> = OnceLock::new();
    static LAZY: LazyLock<HashMap<&str, usize>> = LazyLock::new(|| HashMap::from([("a", 1)]));
    struct Noisy;
    impl Drop for Noisy {
        fn drop(&mut self) {
            DROPPED.fetch_add(1, Ordering::SeqCst);
        }
    }
    thread_local!(static LOCAL: Noisy = const { Noisy });
    let ended = thread::spawn(|| LOCAL.with(|_| ())).join();
    holds(
        ended.is_ok() && DROPPED.load(Ordering::SeqCst) == 1,
        "not dropped",
    )?;
    holds(
        *ONCE.get_or_init(|| 7) == 7 && LAZY["a"] == 1,
        "not made once",
    )
}

/// What leads nowhere is open to all: pipes, and pairs of sockets.
fn pairs() -> io::Result<()> {
    let (mut read, mut write) = io::pipe()?;
    write.write_all(b"a")?;
    read.read_exact(&mut [0])?;
    let (mut one, mut other) = UnixStream::pair()?;
    one.set_nonblocking(true)?;
    one.write_all(b"a")?;
    other.read_exact(&mut [0])
}

fn parallel() -> io::Result<()> {
    let sum: u64 = (1..=10_000_u64).into_par_iter().sum();
    let (one, two) = rayon::join(|| 1, || 2);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(4).build();
    let pool = pool.map_err(io::Error::other)?;
    let inside = pool.install(rayon::current_num_threads);
    holds(
        (sum, one + two, inside) == (50_005_000, 3, 4),
        "a wrong sum",
    )
}

fn tasks(runtime: &Runtime) -> io::Result<()> {
    runtime.block_on(async {
        let (send, mut receive) = tokio::sync::mpsc::channel(4);
        let gate = Arc::new(tokio::sync::Semaphore::new(2));
        let mut set = tokio::task::JoinSet::new();
        for index in 0..100_u64 {
            let (send, gate) = (send.clone(), gate.clone());
            set.spawn(async move {
                let _open = gate.acquire().await;
                tokio::task::yield_now().await;
                let _ = send.send(index).await;
            });
        }
        drop(send);
        let mut sum = 0;
        while let Some(index) = receive.recv().await {
            sum += index;
        }
        set.join_all().await;
        tokio::time::sleep(Duration::from_millis(1)).await;
        let never = std::future::pending::<()>();
        let late = tokio::time::timeout(Duration::from_millis(1), never).await;
        let blocked = tokio::task::spawn_blocking(|| 7).await.ok();
        holds(
            sum == 4950 && late.is_err() && blocked == Some(7),
            "a wrong sum",
        )?;
        // Who asks for a signal gets a handler, and a pair of sockets.
        let interrupt = tokio::signal::unix::SignalKind::interrupt();
        tokio::signal::unix::signal(interrupt).map(drop)
    })
}

async fn files(path: &Path) -> io::Result<()> {
    tokio::fs::write(path, "text").await?;
    let text = tokio::fs::read_to_string(path).await?;
    tokio::fs::remove_file(path).await?;
    holds(text == "text", "another text")
}

async fn sockets() -> io::Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let (one, two) = tokio::join!(tokio::net::TcpStream::connect(address), listener.accept());
    let (mut one, (mut two, _)) = (one?, two?);
    one.write_all(b"text").await?;
    one.shutdown().await?;
    let mut text = String::new();
    two.read_to_string(&mut text).await?;
    holds(text == "text", "another text")
}

async fn programs() -> io::Result<()> {
    let echo = tokio::process::Command::new("/bin/echo")
        .arg("text")
        .output()
        .await?;
    holds(echo.stdout == b"text\n", "another text")?;
    let sleeping = tokio::process::Command::new("sleep").arg("60").spawn();
    sleeping?.kill().await
}
