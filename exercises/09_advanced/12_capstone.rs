// The last one: a service as it runs for years. It takes jobs by HTTP and does them, a few at
// a time. Somebody restarts it each week, now and then it is killed, and a job that it has
// accepted is done all the same: what counts stands in a book on the disk.
//
// The part around it is given: pages, events, signals, and the lines of the book. The core is
// yours, in five stages, some 30 lines each. Every stage has tests of its own, whose names begin
// with its number: do them one after another, and let the verdict say where you are.
//
// https://docs.rs/tokio/latest/tokio/sync/index.html

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
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::oneshot;
use tokio::time::timeout;

/// What a job does with its task. It has a result, or says why there is none.
pub type Work =
    Arc<dyn Fn(String, Progress) -> BoxFuture<'static, Result<String, String>> + Send + Sync>;

/// With this a job says how far it is, in percent.
pub struct Progress(Box<dyn Fn(u8) + Send + Sync>);

impl Progress {
    /// One that is told to `tell`.
    pub fn new(tell: impl Fn(u8) + Send + Sync + 'static) -> Self {
        Self(Box::new(tell))
    }

    /// The job is so far.
    pub fn percent(&self, percent: u8) {
        (self.0)(percent);
    }
}

/// How much a service does.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// So many jobs run at once. With none, all of them wait.
    pub workers: usize,
    /// So many may wait, beside those that run.
    pub room: usize,
    /// So often a job is tried. It is at least one.
    pub attempts: u32,
}

/// What has become of a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// It is accepted.
    Waiting,
    /// It runs, and is so far, in percent: 0 at first.
    Running(u8),
    /// It has this result.
    Done(String),
    /// It has none, and this is why.
    Failed(String),
}

/// Why a job was not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// There is no room.
    Full,
    /// The service comes to its end.
    Stopping,
    /// It could not be written.
    Disk,
}

/// How many jobs of each kind there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Metrics {
    /// They are accepted.
    pub waiting: usize,
    /// They run.
    pub running: usize,
    /// They have a result.
    pub done: usize,
    /// They have none.
    pub failed: usize,
}

impl Metrics {
    /// One more.
    pub fn count(&mut self, status: &Status) {
        match status {
            Status::Waiting => self.waiting += 1,
            Status::Running(_) => self.running += 1,
            Status::Done(_) => self.done += 1,
            Status::Failed(_) => self.failed += 1,
        }
    }
}

/// How a service ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// No job runs any more.
    Drained,
    /// Some did when the time was over.
    CutOff,
}

/// What stands in the book.
#[derive(Debug)]
pub struct Book {
    /// What is accepted and has not ended, with its number, in the order of the lines.
    pub waiting: VecDeque<(u64, String)>,
    /// What has ended, `Done` or `Failed`.
    pub ended: BTreeMap<u64, Status>,
    /// Larger than each number in the book, and than zero.
    pub next: u64,
}

/// Stage 1. Read the book.
///
/// It consists of lines, each of which is an [`Entry`]. The last one may be a half one, cut
/// off in the middle of a letter even: the program was killed as it wrote. Nobody has been told
/// of it, so it counts for nothing, and is cut off the file: what is written next begins a line.
/// An error of the disk is returned.
pub fn recover(disk: &Disk) -> io::Result<Book> {
    // TODO: Where does the last whole line end? What comes after it?
    // TODO: Which jobs are still to be done, and which number is free?
    todo!("stage 1: {disk:?}")
}

/// A service that does jobs. Clones are the same one.
#[derive(Clone)]
pub struct Service(Arc<Inner>);

struct Inner {
    disk: Disk,
    work: Work,
    limits: Limits,
    // TODO: What else do all of them share: those who ask, the workers, those who follow a
    // job, and who stops the service?
}

impl Service {
    /// Read the book on `disk`, and go on from there: what has ended is known and not done
    /// again, and what is accepted is done, also if it is more than there is room for. This is
    /// called in a runtime, before anybody is served, and may block.
    pub fn start(disk: Disk, work: Work, limits: Limits) -> io::Result<Self> {
        let book = recover(&disk)?;
        // TODO: Keep what the book says. From stage 3 on: start the workers.
        drop(book);
        Ok(Self(Arc::new(Inner { disk, work, limits })))
    }

    /// Stage 2. Accept a job, and return its number, which no job has had before, also before
    /// a restart.
    ///
    /// It is accepted when its line is on the disk for good, and not before: see
    /// [`Disk::sync`]. If `limits.room` jobs wait already, it is refused with `Full`, however
    /// many ask at the same time: what is on the way to the disk has a place. Where the disk
    /// fails, the job is refused with `Disk`, is not done by this service, and takes no place;
    /// what the next start finds in the book nobody knows.
    ///
    /// The disk may be slow, and blocks no thread of the runtime. Who asks may go away at any
    /// moment, as clients do: a job whose line is on the disk is done all the same, and one
    /// that is not there takes no place.
    pub async fn submit(&self, task: String) -> Result<u64, Refused> {
        // TODO: Is there room, and who else may have seen that?
        // TODO: Where may a thread wait for the disk? What goes on if who asks is gone?
        let Inner { disk, limits, .. } = &*self.0;
        todo!("stage 2: {task}, {disk:?}, {limits:?}")
    }

    /// What has become of this job; `None` if there is none.
    pub fn status(&self, id: u64) -> Option<Status> {
        todo!("stage 2: {id}")
    }

    /// Stage 3. Do the jobs, in the order in which they were accepted: `limits.workers` of
    /// them at once, and the next one as soon as one of those has ended.
    ///
    /// A job that says why it has no result is tried again, at once and by the same worker,
    /// until it has been tried `limits.attempts` times; then it has failed for the last reason.
    /// One that panics has been tried as well. A worker begins anew after a panic, but once for
    /// each job: after the second one the job has failed, however many attempts are left. Where
    /// a panic was the last attempt, the reason is `panicked`. Other jobs notice nothing of it.
    ///
    /// A job has ended when its line is on the disk for good. Its result is a part of this
    /// line, so that there are either both or none: once for each job, however often the service
    /// was killed. Nobody is told of the result before. What runs when the service is killed has
    /// no line, and runs again: what a job does to the rest of the world has to bear that.
    async fn works(self) {
        // TODO: Where does the next job come from, and what wakes a worker that has none?
        // TODO: Which of two ends has an attempt, and which third one? What then?
        // TODO: What has to be written before anybody is told?
        let progress = Progress::new(|percent| println!("{percent} %"));
        let _ = (self.0.work)("tea".to_owned(), progress).await;
        todo!("stage 3")
    }

    /// Stage 4. Follow a job; `None` if there is none.
    ///
    /// First comes its status as it is now, and then each new one, in order. Who reads slowly
    /// holds up nobody, and misses some: no more than 32 are kept for each. The end is missed
    /// by nobody: it comes last, and then the stream ends.
    pub fn follow(&self, id: u64) -> Option<BoxStream<'static, Status>> {
        // TODO: What is kept for somebody who does not read, and who waits for that?
        todo!("stage 4: {id}")
    }

    /// How many jobs there are, those from before a restart included.
    pub fn metrics(&self) -> Metrics {
        // TODO: Count each job.
        todo!("stage 4")
    }

    /// Stage 5. Come to an end within `grace`.
    ///
    /// From now on no job is accepted and none begins; all streams of [`Service::follow`] end at
    /// once, whatever their jobs do. Jobs that run go on to their end, with all their attempts.
    /// As soon as the last one has ended, and its line is written, this returns `Drained`. When
    /// `grace` is over, those that still run are dropped, without a line, and it returns `CutOff`.
    /// After that nothing is left that runs or writes. What is accepted and has not ended stays
    /// in the book, and is done after the next start.
    pub async fn stop(&self, grace: Duration) -> Ended {
        // TODO: Who has to be told, and what does each of them do?
        // TODO: Who is still there, and what if they have not gone when the time is over?
        todo!("stage 5: {grace:?}")
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

/// The pages of a service.
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

/// Serve on `listener` until `stop` is ready, and come to an end within `grace`, and a second
/// for answers that are on their way.
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

/// Ready when the program is told to stop, by SIGTERM or by Ctrl-C.
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

// One test for each stage. Hidden tests are much less kind: they hold the disk up, cut the book
// at every byte, let jobs panic, and kill a real process.
#[cfg(test)]
mod tests {
    use super::*;

    fn disk(name: &str, book: &str) -> Disk {
        let path = std::env::temp_dir().join(format!("capstone-{}-{name}", std::process::id()));
        std::fs::write(&path, book).unwrap();
        Disk::open(path).unwrap()
    }

    /// It packs tea, and nothing else, and is done half-way once.
    fn service(name: &str, book: &str, workers: usize) -> Service {
        let work: Work = Arc::new(|task, progress| {
            async move {
                progress.percent(50);
                match task.as_str() {
                    "tea" => Ok("packed".to_owned()),
                    "clock" => std::future::pending().await,
                    _ => Err("there is none".to_owned()),
                }
            }
            .boxed()
        });
        let limits = Limits {
            workers,
            room: 2,
            attempts: 3,
        };
        Service::start(disk(name, book), work, limits).unwrap()
    }

    #[test]
    fn stage_1_a_half_line_counts_for_nothing() {
        let disk = disk("1", "accepted 1 tea\naccepted 2 cups\ndone 1 packed\nacc");
        let book = recover(&disk).unwrap();
        assert_eq!(book.waiting, [(2, "cups".to_owned())]);
        assert_eq!(disk.read().unwrap().len(), 45);
    }

    #[tokio::test]
    async fn stage_2_two_jobs_may_wait() {
        let service = service("2", "", 0);
        assert!(service.submit("tea".to_owned()).await.is_ok());
        assert!(service.submit("cups".to_owned()).await.is_ok());
        let third = service.submit("milk".to_owned()).await;
        assert_eq!(third, Err(Refused::Full));
    }

    #[tokio::test]
    async fn stages_3_and_4_a_job_is_followed_to_its_end() {
        let service = service("3", "accepted 1 cups\naccepted 2 tea\n", 1);
        let last = async |id| service.follow(id).unwrap().collect::<Vec<_>>().await.pop();
        assert_eq!(
            last(1).await,
            Some(Status::Failed("there is none".to_owned()))
        );
        assert_eq!(last(2).await, Some(Status::Done("packed".to_owned())));
    }

    #[tokio::test]
    async fn stage_5_a_job_that_never_ends_is_cut_off() {
        let service = service("5", "accepted 1 clock\n", 1);
        let news = service.follow(1).unwrap();
        tokio::task::yield_now().await;
        assert_eq!(service.stop(ms(50)).await, Ended::CutOff);
        // It ends, though the job has not.
        drop(news.collect::<Vec<_>>().await);
    }
}
