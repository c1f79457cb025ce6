// refused: wrong-result — half a line that cannot be cut off is left there

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use futures::future::BoxFuture;
use futures::stream::{self, BoxStream};
use futures::{FutureExt, StreamExt};
use lab::{Disk, Entry, ms};
use std::collections::{BTreeMap, VecDeque};
use std::convert::Infallible;
use std::fmt::{self, Display, Formatter};
use std::io;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::{Notify, oneshot, watch};
use tokio::task::spawn_blocking;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
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
        let _ = disk.cut(whole as u64);
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
    disk: Disk,
    work: Work,
    limits: Limits,
    jobs: Mutex<Jobs>,
    news: Notify,
    stopping: CancellationToken,
    time_is_over: CancellationToken,
    tasks: TaskTracker,
}

struct Jobs {
    waiting: VecDeque<(u64, String)>,
    on_their_way: usize,
    all: BTreeMap<u64, watch::Sender<Status>>,
    next: u64,
}

impl Service {
    pub fn start(disk: Disk, work: Work, limits: Limits) -> io::Result<Self> {
        let book = recover(&disk)?;
        let ended = book.ended.into_iter();
        let waiting = book.waiting.iter().map(|(id, _)| (*id, Status::Waiting));
        let all = ended.chain(waiting);
        let jobs = Jobs {
            all: all
                .map(|(id, status)| (id, watch::Sender::new(status)))
                .collect(),
            waiting: book.waiting,
            on_their_way: 0,
            next: book.next,
        };
        let service = Self(Arc::new(Inner {
            disk,
            work,
            limits,
            jobs: Mutex::new(jobs),
            news: Notify::new(),
            stopping: CancellationToken::new(),
            time_is_over: CancellationToken::new(),
            tasks: TaskTracker::new(),
        }));
        for _ in 0..limits.workers {
            service.0.tasks.spawn(service.clone().works());
        }
        Ok(service)
    }

    pub async fn submit(&self, task: String) -> Result<u64, Refused> {
        let accepts = {
            let mut jobs = self.jobs();
            if self.0.stopping.is_cancelled() {
                return Err(Refused::Stopping);
            }
            if jobs.waiting.len() + jobs.on_their_way >= self.0.limits.room {
                return Err(Refused::Full);
            }
            let id = jobs.next;
            jobs.next += 1;
            jobs.on_their_way += 1;
            // A task goes on when nobody waits for it.
            self.0.tasks.spawn(self.clone().accepts(id, task))
        };
        accepts.await.unwrap_or(Err(Refused::Disk))
    }

    async fn accepts(self, id: u64, task: String) -> Result<u64, Refused> {
        let entry = Entry::Accepted {
            id,
            task: task.clone(),
        };
        let written = self.writes(entry).await;
        let mut jobs = self.jobs();
        jobs.on_their_way -= 1;
        written.map_err(|_| Refused::Disk)?;
        jobs.all.insert(id, watch::Sender::new(Status::Waiting));
        jobs.waiting.push_back((id, task));
        self.0.news.notify_waiters();
        Ok(id)
    }

    async fn writes(&self, entry: Entry) -> io::Result<()> {
        let disk = self.0.disk.clone();
        let write = spawn_blocking(move || {
            disk.append(&format!("{entry}\n"))?;
            disk.sync()
        });
        write.await.map_err(io::Error::other)?
    }

    async fn works(self) {
        while let Some((id, task)) = self.next().await {
            let tries = self.tries(id, task);
            let Some(outcome) = self.0.time_is_over.run_until_cancelled(tries).await else {
                return;
            };
            let (entry, status) = match outcome {
                Ok(result) => {
                    let status = Status::Done(result.clone());
                    (Entry::Done { id, result }, status)
                }
                Err(why) => {
                    let status = Status::Failed(why.clone());
                    (Entry::Failed { id, why }, status)
                }
            };
            if self.writes(entry).await.is_ok() {
                self.is_now(id, status);
            }
        }
    }

    async fn next(&self) -> Option<(u64, String)> {
        loop {
            // It hears of what happens from here on.
            let news = self.0.news.notified();
            {
                let mut jobs = self.jobs();
                if self.0.stopping.is_cancelled() {
                    return None;
                }
                if let Some((id, task)) = jobs.waiting.pop_front() {
                    if let Some(status) = jobs.all.get(&id) {
                        status.send_replace(Status::Running(0));
                    }
                    return Some((id, task));
                }
            }
            news.await;
        }
    }

    async fn tries(&self, id: u64, task: String) -> Result<String, String> {
        let mut attempts = 0;
        let mut panicked = false;
        loop {
            attempts += 1;
            let service = self.clone();
            let progress =
                Progress::new(move |percent| service.is_now(id, Status::Running(percent)));
            let work = async { (self.0.work)(task.clone(), progress).await };
            let (why, again) = match AssertUnwindSafe(work).catch_unwind().await {
                Ok(Ok(result)) => return Ok(result),
                Ok(Err(why)) => (why, true),
                Err(_) => (
                    "panicked".to_owned(),
                    !std::mem::replace(&mut panicked, true),
                ),
            };
            if !again || attempts >= self.0.limits.attempts {
                return Err(why);
            }
        }
    }

    fn is_now(&self, id: u64, status: Status) {
        if let Some(known) = self.jobs().all.get(&id) {
            known.send_if_modified(|known| {
                let goes_on = !known.is_end();
                if goes_on {
                    *known = status;
                }
                goes_on
            });
        }
    }

    pub fn status(&self, id: u64) -> Option<Status> {
        let jobs = self.jobs();
        let status = jobs.all.get(&id)?.borrow().clone();
        Some(status)
    }

    pub fn follow(&self, id: u64) -> Option<BoxStream<'static, Status>> {
        let mut status = self.jobs().all.get(&id)?.subscribe();
        status.mark_changed();
        let news = stream::unfold(Some(status), async |status| {
            let mut status = status?;
            status.changed().await.ok()?;
            let now = status.borrow_and_update().clone();
            let goes_on = !now.is_end();
            Some((now, goes_on.then_some(status)))
        });
        let stopping = self.0.stopping.clone();
        Some(news.take_until(stopping.cancelled_owned()).boxed())
    }

    pub async fn stop(&self, grace: Duration) -> Ended {
        {
            // Nobody is between the question and the answer.
            let _jobs = self.jobs();
            self.0.stopping.cancel();
        }
        self.0.news.notify_waiters();
        self.0.tasks.close();
        let ended = match timeout(grace, self.0.tasks.wait()).await {
            Ok(()) => Ended::Drained,
            Err(_) => Ended::CutOff,
        };
        self.0.time_is_over.cancel();
        self.0.tasks.wait().await;
        ended
    }

    pub fn metrics(&self) -> Metrics {
        let jobs = self.jobs();
        let all = jobs.all.values().map(|status| status.borrow());
        all.fold(Metrics::default(), |mut metrics, status| {
            metrics.count(&status);
            metrics
        })
    }

    fn jobs(&self) -> MutexGuard<'_, Jobs> {
        self.0.jobs.lock().unwrap_or_else(PoisonError::into_inner)
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
