// One task has the jobs, and is asked for everything that changes them.

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
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::{JoinError, JoinSet, spawn_blocking};
use tokio::time::{Instant, timeout, timeout_at};
use tokio_stream::wrappers::WatchStream;
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
pub struct Service {
    requests: mpsc::Sender<Request>,
    board: Board,
    stopping: CancellationToken,
}

type Board = Arc<Mutex<BTreeMap<u64, watch::Sender<Status>>>>;

enum Request {
    Submit(String, oneshot::Sender<Result<u64, Refused>>),
    Stop(Duration, oneshot::Sender<Ended>),
}

impl Service {
    pub fn start(disk: Disk, work: Work, limits: Limits) -> io::Result<Self> {
        let book = recover(&disk)?;
        let board = Board::default();
        for (id, status) in book.ended {
            board.put(id, status);
        }
        for (id, _) in &book.waiting {
            board.put(*id, Status::Waiting);
        }
        let (requests, inbox) = mpsc::channel(16);
        let actor = Actor {
            disk,
            work,
            limits,
            board: board.clone(),
            waiting: book.waiting,
            next: book.next,
            running: JoinSet::new(),
            inbox,
        };
        tokio::spawn(actor.runs());
        Ok(Self {
            requests,
            board,
            stopping: CancellationToken::new(),
        })
    }

    pub async fn submit(&self, task: String) -> Result<u64, Refused> {
        let (reply, answer) = oneshot::channel();
        let sent = self.requests.send(Request::Submit(task, reply)).await;
        sent.map_err(|_| Refused::Stopping)?;
        answer.await.unwrap_or(Err(Refused::Stopping))
    }

    pub fn status(&self, id: u64) -> Option<Status> {
        Some(lock(&self.board).get(&id)?.borrow().clone())
    }

    pub fn follow(&self, id: u64) -> Option<BoxStream<'static, Status>> {
        let status = lock(&self.board).get(&id)?.subscribe();
        let (mut news, mut over) = (WatchStream::new(status), false);
        let news = stream::poll_fn(move |context| {
            if over {
                return Poll::Ready(None);
            }
            let next = news.poll_next_unpin(context);
            over = matches!(&next, Poll::Ready(Some(status)) if status.is_end());
            next
        });
        let stopping = self.stopping.clone();
        Some(news.take_until(stopping.cancelled_owned()).boxed())
    }

    pub fn metrics(&self) -> Metrics {
        let mut metrics = Metrics::default();
        for status in lock(&self.board).values() {
            metrics.count(&status.borrow());
        }
        metrics
    }

    pub async fn stop(&self, grace: Duration) -> Ended {
        self.stopping.cancel();
        let (reply, answer) = oneshot::channel();
        let _ = self.requests.send(Request::Stop(grace, reply)).await;
        answer.await.unwrap_or(Ended::Drained)
    }
}

fn lock(board: &Board) -> MutexGuard<'_, BTreeMap<u64, watch::Sender<Status>>> {
    board.lock().unwrap_or_else(PoisonError::into_inner)
}

trait Put {
    fn put(&self, id: u64, status: Status);
}

impl Put for Board {
    fn put(&self, id: u64, status: Status) {
        let mut board = lock(self);
        match board.get(&id) {
            Some(known) => drop(known.send_replace(status)),
            None => drop(board.insert(id, watch::Sender::new(status))),
        }
    }
}

struct Actor {
    disk: Disk,
    work: Work,
    limits: Limits,
    board: Board,
    waiting: VecDeque<(u64, String)>,
    next: u64,
    running: JoinSet<(u64, Result<String, String>)>,
    inbox: mpsc::Receiver<Request>,
}

impl Actor {
    async fn runs(mut self) {
        loop {
            self.fill();
            tokio::select! {
                Some(ended) = self.running.join_next() => self.ends(ended).await,
                request = self.inbox.recv() => match request {
                    Some(Request::Submit(task, reply)) => {
                        let accepted = self.accepts(task).await;
                        let _ = reply.send(accepted);
                    }
                    Some(Request::Stop(grace, reply)) => {
                        let ended = self.stops(grace).await;
                        // Whoever asks from here on is told that nobody is there.
                        drop(self);
                        let _ = reply.send(ended);
                        return;
                    }
                    None => return,
                },
            }
        }
    }

    fn fill(&mut self) {
        while self.running.len() < self.limits.workers {
            let Some((id, task)) = self.waiting.pop_front() else {
                return;
            };
            self.board.put(id, Status::Running(0));
            let (work, board) = (self.work.clone(), self.board.clone());
            self.running
                .spawn(tries(work, board, self.limits.attempts, id, task));
        }
    }

    async fn accepts(&mut self, task: String) -> Result<u64, Refused> {
        if self.waiting.len() >= self.limits.room {
            return Err(Refused::Full);
        }
        let id = self.next;
        self.next += 1;
        let entry = Entry::Accepted {
            id,
            task: task.clone(),
        };
        self.writes(entry).await.map_err(|_| Refused::Disk)?;
        self.board.put(id, Status::Waiting);
        self.waiting.push_back((id, task));
        Ok(id)
    }

    async fn ends(&mut self, ended: Result<(u64, Result<String, String>), JoinError>) {
        let Ok((id, outcome)) = ended else { return };
        let (entry, status) = match outcome {
            Ok(result) => (
                Entry::Done {
                    id,
                    result: result.clone(),
                },
                Status::Done(result),
            ),
            Err(why) => (
                Entry::Failed {
                    id,
                    why: why.clone(),
                },
                Status::Failed(why),
            ),
        };
        if self.writes(entry).await.is_ok() {
            self.board.put(id, status);
        }
    }

    async fn stops(&mut self, grace: Duration) -> Ended {
        // Those who are in the mailbox already are told, too.
        self.inbox.close();
        let over = Instant::now() + grace;
        let told = async {
            while let Some(request) = self.inbox.recv().await {
                if let Request::Submit(_, reply) = request {
                    let _ = reply.send(Err(Refused::Stopping));
                }
            }
        };
        told.await;
        loop {
            match timeout_at(over, self.running.join_next()).await {
                Ok(Some(ended)) => self.ends(ended).await,
                Ok(None) => return Ended::Drained,
                Err(_) => {
                    self.running.shutdown().await;
                    return Ended::CutOff;
                }
            }
        }
    }

    async fn writes(&self, entry: Entry) -> io::Result<()> {
        let disk = self.disk.clone();
        let write = spawn_blocking(move || {
            disk.append(&format!("{entry}\n"))?;
            disk.sync()
        });
        write.await.map_err(io::Error::other)?
    }
}

async fn tries(
    work: Work,
    board: Board,
    most: u32,
    id: u64,
    task: String,
) -> (u64, Result<String, String>) {
    let mut panics = 0;
    let mut why = String::new();
    for _ in 0..most {
        let board = board.clone();
        let progress = Progress::new(move |percent| board.put(id, Status::Running(percent)));
        let (work, task) = (work.clone(), task.clone());
        // Its own task: a panic ends it, and nothing else. Dropped, it is gone.
        let mut attempt = JoinSet::new();
        attempt.spawn(async move { work(task, progress).await });
        match attempt.join_next().await {
            Some(Ok(Ok(result))) => return (id, Ok(result)),
            Some(Ok(Err(reason))) => why = reason,
            Some(Err(_)) | None => {
                why = "panicked".to_owned();
                panics += 1;
                if panics == 2 {
                    break;
                }
            }
        }
    }
    (id, Err(why))
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
