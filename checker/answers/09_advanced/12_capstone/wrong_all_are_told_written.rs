// refused: wrong-result — the thread that writes does not look whether it could

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use futures::future::BoxFuture;
use futures::stream::BoxStream;
use futures::{FutureExt, StreamExt};
use lab::{Disk, Entry, ms};
use std::collections::{BTreeMap, VecDeque};
use std::convert::Infallible;
use std::fmt::{self, Display, Formatter};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::broadcast::{self, error::RecvError};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_stream::wrappers::ReceiverStream;
use tokio_util::task::TaskTracker;

pub type Work =
    Arc<dyn Fn(String, Progress) -> BoxFuture<'static, Result<String, String>> + Send + Sync>;

pub struct Progress(Box<dyn Fn(u8) + Send + Sync>);

impl Progress {
    pub fn new(tell: impl Fn(u8) + Send + Sync + 'static) -> Self {
        Self(Box::new(tell))
    }

    pub fn percent(&self, percent: u8) {
        (self.0)(percent);
    }
}

#[derive(Debug, Clone, Copy)]
pub struct Limits {
    pub workers: usize,
    pub room: usize,
    pub attempts: u32,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    Waiting,
    Running(u8),
    Done(String),
    Failed(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    Full,
    Stopping,
    Disk,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Metrics {
    pub waiting: usize,
    pub running: usize,
    pub done: usize,
    pub failed: usize,
}

impl Metrics {
    pub fn count(&mut self, status: &Status) {
        match status {
            Status::Waiting => self.waiting += 1,
            Status::Running(_) => self.running += 1,
            Status::Done(_) => self.done += 1,
            Status::Failed(_) => self.failed += 1,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    Drained,
    CutOff,
}

#[derive(Debug)]
pub struct Book {
    pub waiting: VecDeque<(u64, String)>,
    pub ended: BTreeMap<u64, Status>,
    pub next: u64,
}

pub fn recover(disk: &Disk) -> io::Result<Book> {
    let bytes = disk.read()?;
    let whole = bytes.iter().rposition(|byte| *byte == b'\n');
    let whole = whole.map_or(0, |end| end + 1);
    if whole < bytes.len() {
        disk.cut(whole as u64)?;
    }
    let mut book = Book {
        waiting: VecDeque::new(),
        ended: BTreeMap::new(),
        next: 1,
    };
    let text = String::from_utf8_lossy(&bytes[..whole]);
    for entry in text.lines().filter_map(Entry::parse) {
        match entry {
            Entry::Accepted { id, task } => {
                book.next = book.next.max(id + 1);
                book.waiting.push_back((id, task));
            }
            Entry::Done { id, result } => drop(book.ended.insert(id, Status::Done(result))),
            Entry::Failed { id, why } => drop(book.ended.insert(id, Status::Failed(why))),
        }
    }
    let Book { waiting, ended, .. } = &mut book;
    waiting.retain(|(id, _)| !ended.contains_key(id));
    Ok(book)
}

#[derive(Clone)]
pub struct Service(Arc<Inner>);

struct Inner {
    work: Work,
    attempts: u32,
    room: usize,
    /// To the thread that writes.
    pen: std::sync::mpsc::Sender<Line>,
    hand_out: mpsc::UnboundedSender<(u64, String)>,
    queue: tokio::sync::Mutex<mpsc::UnboundedReceiver<(u64, String)>>,
    jobs: Mutex<BTreeMap<u64, Job>>,
    next: AtomicU64,
    /// What waits, and what is on the way to the disk.
    waiting: AtomicUsize,
    stop: watch::Sender<Stop>,
    workers: Mutex<JoinSet<()>>,
    on_their_way: TaskTracker,
}

struct Job {
    status: Status,
    news: broadcast::Sender<Status>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stop {
    NotYet,
    Soon,
    Now,
}

struct Line {
    entry: Entry,
    written: oneshot::Sender<bool>,
}

/// All that waits is written together.
fn writes(disk: &Disk, lines: &std::sync::mpsc::Receiver<Line>) {
    while let Ok(first) = lines.recv() {
        let mut lines = [first]
            .into_iter()
            .chain(lines.try_iter())
            .collect::<Vec<_>>();
        let text: String = lines
            .iter()
            .map(|line| format!("{}\n", line.entry))
            .collect();
        let written = disk.append(&text).and_then(|()| disk.sync()).is_ok();
        for line in lines.drain(..) {
            let _ = written;
            let _ = line.written.send(true);
        }
    }
}

impl Service {
    pub fn start(disk: Disk, work: Work, limits: Limits) -> io::Result<Self> {
        let book = recover(&disk)?;
        let (pen, lines) = std::sync::mpsc::channel();
        std::thread::Builder::new().spawn(move || writes(&disk, &lines))?;
        let (hand_out, queue) = mpsc::unbounded_channel();
        let service = Self(Arc::new(Inner {
            work,
            attempts: limits.attempts,
            room: limits.room,
            pen,
            hand_out,
            queue: tokio::sync::Mutex::new(queue),
            jobs: Mutex::default(),
            next: AtomicU64::new(book.next),
            waiting: AtomicUsize::new(book.waiting.len()),
            stop: watch::Sender::new(Stop::NotYet),
            workers: Mutex::default(),
            on_their_way: TaskTracker::new(),
        }));
        for (id, status) in book.ended {
            service.is_new(id, status);
        }
        for (id, task) in book.waiting {
            service.is_new(id, Status::Waiting);
            let _ = service.0.hand_out.send((id, task));
        }
        for _ in 0..limits.workers {
            service.workers().spawn(service.clone().works());
        }
        Ok(service)
    }

    pub async fn submit(&self, task: String) -> Result<u64, Refused> {
        let token = self.0.on_their_way.token();
        if *self.0.stop.borrow() > Stop::NotYet {
            return Err(Refused::Stopping);
        }
        let take = |waiting| (waiting < self.0.room).then_some(waiting + 1);
        let taken = self.0.waiting.fetch_update(SeqCst, SeqCst, take);
        taken.map_err(|_| Refused::Full)?;
        let id = self.0.next.fetch_add(1, SeqCst);
        let service = self.clone();
        let accepts = async move {
            let _token = token;
            let entry = Entry::Accepted {
                id,
                task: task.clone(),
            };
            if !service.writes(entry).await {
                service.0.waiting.fetch_sub(1, SeqCst);
                return Err(Refused::Disk);
            }
            service.is_new(id, Status::Waiting);
            let _ = service.0.hand_out.send((id, task));
            Ok(id)
        };
        tokio::spawn(accepts).await.unwrap_or(Err(Refused::Disk))
    }

    async fn writes(&self, entry: Entry) -> bool {
        let (written, is_written) = oneshot::channel();
        let _ = self.0.pen.send(Line { entry, written });
        is_written.await.unwrap_or(false)
    }

    fn is_new(&self, id: u64, status: Status) {
        let news = broadcast::Sender::new(16);
        self.jobs().insert(id, Job { status, news });
    }

    fn is_now(&self, id: u64, status: Status) {
        if let Some(job) = self.jobs().get_mut(&id) {
            job.status = status.clone();
            let _ = job.news.send(status);
        }
    }

    async fn works(self) {
        let mut stop = self.0.stop.subscribe();
        loop {
            let next = async { self.0.queue.lock().await.recv().await };
            let job = tokio::select! {
                biased;
                _ = stop.wait_for(|stop| *stop > Stop::NotYet) => return,
                job = next => job,
            };
            let Some((id, task)) = job else { return };
            self.0.waiting.fetch_sub(1, SeqCst);
            self.is_now(id, Status::Running(0));
            let outcome = tokio::select! {
                _ = stop.wait_for(|stop| *stop == Stop::Now) => return,
                outcome = self.tries(id, &task) => outcome,
            };
            let entry = match outcome.clone() {
                Ok(result) => Entry::Done { id, result },
                Err(why) => Entry::Failed { id, why },
            };
            if self.writes(entry).await {
                let status = outcome.map_or_else(Status::Failed, Status::Done);
                self.is_now(id, status);
            }
        }
    }

    async fn tries(&self, id: u64, task: &str) -> Result<String, String> {
        let (mut left, mut restarts) = (self.0.attempts, 1);
        loop {
            let service = self.clone();
            let tell = move |percent| service.is_now(id, Status::Running(percent));
            let work = AssertUnwindSafe(|| (self.0.work)(task.to_owned(), Progress::new(tell)));
            let outcome = match catch_unwind(work) {
                Ok(work) => AssertUnwindSafe(work).catch_unwind().await,
                Err(panic) => Err(panic),
            };
            left -= 1;
            match outcome {
                Ok(Err(why)) if left == 0 => return Err(why),
                Ok(Err(_)) => {}
                Ok(Ok(result)) => return Ok(result),
                Err(_) if left == 0 || restarts == 0 => return Err("panicked".to_owned()),
                Err(_) => restarts -= 1,
            }
        }
    }

    pub fn status(&self, id: u64) -> Option<Status> {
        self.jobs().get(&id).map(|job| job.status.clone())
    }

    pub fn follow(&self, id: u64) -> Option<BoxStream<'static, Status>> {
        let jobs = self.jobs();
        let job = jobs.get(&id)?;
        let (now, mut news) = (job.status.clone(), job.news.subscribe());
        drop(jobs);
        let (send, receive) = mpsc::channel(1);
        let mut stop = self.0.stop.subscribe();
        // It reads for one who reads slowly, and ends when that one is gone.
        let reads = async move {
            let mut now = now;
            loop {
                let is_end = now.is_end();
                if send.send(now).await.is_err() || is_end {
                    return;
                }
                now = loop {
                    match news.recv().await {
                        Ok(status) => break status,
                        Err(RecvError::Lagged(_)) => {}
                        Err(RecvError::Closed) => return,
                    }
                };
            }
        };
        tokio::spawn(async move {
            tokio::select! {
                () = reads => {}
                _ = stop.wait_for(|stop| *stop > Stop::NotYet) => {}
            }
        });
        Some(ReceiverStream::new(receive).boxed())
    }

    pub fn metrics(&self) -> Metrics {
        let mut metrics = Metrics::default();
        self.jobs()
            .values()
            .for_each(|job| metrics.count(&job.status));
        metrics
    }

    pub async fn stop(&self, grace: Duration) -> Ended {
        self.0.stop.send_replace(Stop::Soon);
        self.0.on_their_way.close();
        let mut workers = std::mem::take(&mut *self.workers());
        let gone = async { while workers.join_next().await.is_some() {} };
        let ended = match timeout(grace, gone).await {
            Ok(()) => Ended::Drained,
            Err(_) => Ended::CutOff,
        };
        self.0.stop.send_replace(Stop::Now);
        while workers.join_next().await.is_some() {}
        self.0.on_their_way.wait().await;
        ended
    }

    fn jobs(&self) -> MutexGuard<'_, BTreeMap<u64, Job>> {
        self.0.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn workers(&self) -> MutexGuard<'_, JoinSet<()>> {
        self.0
            .workers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Status {
    fn is_end(&self) -> bool {
        matches!(self, Status::Done(_) | Status::Failed(_))
    }
}

impl Display for Status {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Status::Waiting => write!(f, "waiting"),
            Status::Running(percent) => write!(f, "running {percent}"),
            Status::Done(result) => write!(f, "done {result}"),
            Status::Failed(why) => write!(f, "failed {why}"),
        }
    }
}

pub fn app(service: Service) -> Router {
    Router::new()
        .route("/jobs", post(submit))
        .route("/jobs/{id}", get(status))
        .route("/jobs/{id}/events", get(events))
        .route("/metrics", get(metrics))
        .with_state(service)
}

async fn submit(State(service): State<Service>, task: String) -> Response {
    match service.submit(task).await {
        Ok(id) => (StatusCode::ACCEPTED, id.to_string()).into_response(),
        Err(Refused::Full | Refused::Stopping) => {
            (StatusCode::SERVICE_UNAVAILABLE, [("retry-after", "1")]).into_response()
        }
        Err(Refused::Disk) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

async fn status(State(service): State<Service>, Path(id): Path<u64>) -> Response {
    match service.status(id) {
        Some(status) => status.to_string().into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn events(State(service): State<Service>, Path(id): Path<u64>) -> Response {
    let event = |status: Status| {
        // A carriage return would end the line.
        let data = status.to_string().replace('\r', " ");
        Ok::<_, Infallible>(Event::default().data(data))
    };
    match service.follow(id) {
        Some(news) => Sse::new(news.map(event)).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn metrics(State(service): State<Service>) -> String {
    let Metrics {
        waiting,
        running,
        done,
        failed,
    } = service.metrics();
    format!("waiting {waiting}\nrunning {running}\ndone {done}\nfailed {failed}\n")
}

pub async fn run(
    listener: TcpListener,
    service: Service,
    stop: impl Future<Output = ()>,
    grace: Duration,
) -> Ended {
    let (tell, told) = oneshot::channel::<()>();
    let serve = axum::serve(listener, app(service.clone()));
    let serve = serve.with_graceful_shutdown(async { drop(told.await) });
    let server = tokio::spawn(serve.into_future());
    stop.await;
    drop(tell);
    let ended = service.stop(grace).await;
    let _ = timeout(ms(1_000), server).await;
    ended
}

pub async fn told_to_stop() -> io::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}

#[tokio::main]
async fn main() -> io::Result<()> {
    // Ask it with `curl -d 'two cups' http://127.0.0.1:3000/jobs`, and follow the job with
    // `curl -N http://127.0.0.1:3000/jobs/1/events`. End it with Ctrl-C, and start it again.
    let work: Work = Arc::new(|task, progress| {
        async move {
            for percent in [25, 50, 75] {
                tokio::time::sleep(ms(1_000)).await;
                progress.percent(percent);
            }
            Ok(format!("{task}: packed"))
        }
        .boxed()
    });
    let limits = Limits {
        workers: 2,
        room: 8,
        attempts: 3,
    };
    let service = Service::start(Disk::open("jobs.book")?, work, limits)?;
    let listener = TcpListener::bind("127.0.0.1:3000").await?;
    let stop = async { drop(told_to_stop().await) };
    println!("{:?}", run(listener, service, stop, ms(5_000)).await);
    Ok(())
}
