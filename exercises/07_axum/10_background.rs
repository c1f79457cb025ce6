// To print an invoice takes a while, and nobody wants to watch a browser wait for it. So
// the service says that it has accepted the request, and prints after the response. But
// now nobody waits for that work any more: if the program ends, the invoice is lost, and
// the customer was told that it would come. So somebody has to know what is still open.
//
// https://docs.rs/tokio-util/latest/tokio_util/task/task_tracker/struct.TaskTracker.html

use axum::Router;
use lab::Printer;

/// The web service of the shop that prints invoices, and what it prints.
///
/// `POST /orders/7/invoice` is answered at once with status 202, and the invoice of order
/// 7 is printed: once for each request, beside any number of others, and to its end,
/// whether the client is still there or not. If the printer panics, that concerns no
/// other invoice. No thread is blocked.
pub fn app(printer: Printer) -> (Router, Jobs) {
    // TODO: Who prints when the handler has returned, and how do the `Jobs` know of it? So
    // far, nothing is served.
    let _ = printer;
    (Router::new(), Jobs {})
}

/// The invoices that are accepted and not printed yet. Who has the service keeps them
/// until it ends, and awaits their `shutdown` to its end.
pub struct Jobs {}

impl Jobs {
    /// Wait until all of them are printed, or have panicked, however long that takes: it
    /// returns with the last one, or at once if there are none, and leaves no task behind.
    ///
    /// As soon as it is awaited, a request is answered with status 503, and nothing is
    /// printed for it.
    pub async fn shutdown(self) {
        // TODO: What is there to wait for, and how does a request learn that it is too late?
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    // Ask it with `curl -i -X POST http://127.0.0.1:3000/orders/7/invoice`, then press
    // Ctrl-C here.
    let (app, jobs) = app(Printer::new().with_latency(7, lab::ms(5_000)));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    let stop = async {
        let _ = tokio::signal::ctrl_c().await;
    };
    axum::serve(listener, app)
        .with_graceful_shutdown(stop)
        .await?;
    jobs.shutdown().await;
    println!("All invoices are printed.");
    Ok(())
}

// These tests print one invoice. A hidden test also prints many, and looks at what becomes
// of a panic, of clients that are gone, and of requests that come too late.
#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use axum::http::Request;
    use lab::ms;
    use tokio::time::Instant;
    use tower::ServiceExt;

    async fn post(app: Router, path: &str) -> u16 {
        let request = Request::post(path).body(Body::empty()).unwrap();
        app.oneshot(request).await.unwrap().status().as_u16()
    }

    #[tokio::test(start_paused = true)]
    async fn the_invoice_is_printed_after_the_response() {
        let printer = Printer::new().with_latency(7, ms(100));
        let (journal, start) = (printer.journal(), Instant::now());
        let (app, jobs) = app(printer);
        assert_eq!(post(app, "/orders/7/invoice").await, 202);
        assert_eq!(start.elapsed(), ms(0));
        jobs.shutdown().await;
        assert_eq!(start.elapsed(), ms(100));
        assert_eq!(journal.lines(), ["start print 7", "end print 7"]);
    }

    #[tokio::test(start_paused = true)]
    async fn after_that_nothing_is_accepted() {
        let (app, jobs) = app(Printer::new());
        jobs.shutdown().await;
        assert_eq!(post(app, "/orders/7/invoice").await, 503);
    }
}
