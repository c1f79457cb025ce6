// Each job is a task, which waits for its turn at a semaphore.

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
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::{Semaphore, oneshot, watch};
use tokio::task::{JoinSet, spawn_blocking};
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;

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
    disk: Disk,
    work: Work,
    limits: Limits,
    /// First come, first served.
    workers: Semaphore,
    stopping: CancellationToken,
    late: CancellationToken,
    jobs: Mutex<Jobs>,
}

struct Jobs {
    all: BTreeMap<u64, watch::Sender<Status>>,
    next: u64,
    /// Also what is on the way to the disk.
    waiting: usize,
    /// A task for each job, from its acceptance to its end; none, when it stops.
    tasks: Option<JoinSet<()>>,
}

/// A place among those that wait, until it is dropped.
struct Place(Service);

impl Drop for Place {
    fn drop(&mut self) {
        self.0.jobs().waiting -= 1;
    }
}

impl Service {
    pub fn start(disk: Disk, work: Work, limits: Limits) -> io::Result<Self> {
        let book = recover(&disk)?;
        let ended = book.ended.into_iter();
        let jobs = Jobs {
            all: ended
                .map(|(id, end)| (id, watch::Sender::new(end)))
                .collect(),
            next: book.next,
            waiting: 0,
            tasks: Some(JoinSet::new()),
        };
        let service = Self(Arc::new(Inner {
            disk,
            work,
            limits,
            workers: Semaphore::new(limits.workers),
            stopping: CancellationToken::new(),
            late: CancellationToken::new(),
            jobs: Mutex::new(jobs),
        }));
        for (id, task) in book.waiting {
            let mut jobs = service.jobs();
            jobs.waiting += 1;
            jobs.all.insert(id, watch::Sender::new(Status::Waiting));
            let does = service.clone().does(id, task, Place(service.clone()));
            if let Some(tasks) = &mut jobs.tasks {
                tasks.spawn(does);
            }
        }
        Ok(service)
    }

    pub async fn submit(&self, task: String) -> Result<u64, Refused> {
        let (tell, told) = oneshot::channel();
        {
            let mut guard = self.jobs();
            let jobs = &mut *guard;
            let Some(tasks) = &mut jobs.tasks else {
                return Err(Refused::Stopping);
            };
            if jobs.waiting >= self.0.limits.room {
                return Err(Refused::Full);
            }
            jobs.waiting += 1;
            let id = jobs.next;
            jobs.next += 1;
            let (service, place) = (self.clone(), Place(self.clone()));
            let entry = Entry::Accepted {
                id,
                task: task.clone(),
            };
            while tasks.try_join_next().is_some() {}
            tasks.spawn(async move {
                if service.writes(entry).await.is_err() {
                    drop(place);
                    let _ = tell.send(Err(Refused::Disk));
                    return;
                }
                let status = watch::Sender::new(Status::Waiting);
                service.jobs().all.insert(id, status);
                let _ = tell.send(Ok(id));
                service.does(id, task, place).await;
            });
        }
        told.await.unwrap_or(Err(Refused::Stopping))
    }

    async fn writes(&self, entry: Entry) -> io::Result<()> {
        let disk = self.0.disk.clone();
        let line = format!("{entry}\n");
        let write = spawn_blocking(move || disk.append(&line).and_then(|()| disk.sync()));
        write.await?
    }

    async fn does(self, id: u64, task: String, place: Place) {
        let Ok(_turn) = self.0.workers.acquire().await else {
            return;
        };
        drop(place);
        self.is_now(id, Status::Running(0));
        let mut panics = 0;
        let mut attempt = 0;
        let (entry, status) = loop {
            attempt += 1;
            let service = self.clone();
            let tell = move |percent| service.is_now(id, Status::Running(percent));
            let (work, task) = (self.0.work.clone(), task.clone());
            let work = async move { work(task, Progress::new(tell)).await };
            let work = AssertUnwindSafe(work).catch_unwind();
            let Some(outcome) = self.0.late.run_until_cancelled(work).await else {
                return;
            };
            let why = match outcome {
                Ok(Ok(result)) => {
                    let status = Status::Done(result.clone());
                    break (Entry::Done { id, result }, status);
                }
                Ok(Err(why)) => why,
                Err(_) => {
                    panics += 1;
                    "panicked".to_owned()
                }
            };
            if panics == 2 || attempt == self.0.limits.attempts {
                let status = Status::Failed(why.clone());
                break (Entry::Failed { id, why }, status);
            }
        };
        if self.writes(entry).await.is_ok() {
            self.is_now(id, status);
        }
    }

    fn is_now(&self, id: u64, status: Status) {
        if let Some(known) = self.jobs().all.get(&id) {
            known.send_replace(status);
        }
    }

    pub fn status(&self, id: u64) -> Option<Status> {
        let jobs = self.jobs();
        let status = jobs.all.get(&id)?.borrow();
        Some(status.clone())
    }

    pub fn follow(&self, id: u64) -> Option<BoxStream<'static, Status>> {
        let mut status = self.jobs().all.get(&id)?.subscribe();
        status.mark_changed();
        let news = stream::try_unfold((status, false), async |(mut status, is_over)| {
            if is_over || status.changed().await.is_err() {
                return Err(());
            }
            let now = status.borrow_and_update().clone();
            let is_over = now.is_end();
            Ok(Some((now, (status, is_over))))
        });
        let news = news.take_until(self.0.stopping.clone().cancelled_owned());
        Some(
            news.scan((), |(), news| futures::future::ready(news.ok()))
                .boxed(),
        )
    }

    pub fn metrics(&self) -> Metrics {
        let mut metrics = Metrics::default();
        for status in self.jobs().all.values() {
            metrics.count(&status.borrow());
        }
        metrics
    }

    pub async fn stop(&self, grace: Duration) -> Ended {
        let tasks = self.jobs().tasks.take();
        self.0.stopping.cancel();
        // Whoever waits for a turn has none.
        self.0.workers.close();
        let late = sleep(grace);
        let gone = tasks.unwrap_or_default().join_all();
        let (mut late, mut gone) = (pin!(late), pin!(gone));
        tokio::select! {
            _ = &mut gone => return Ended::Drained,
            () = &mut late => {}
        }
        self.0.late.cancel();
        gone.await;
        Ended::CutOff
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
