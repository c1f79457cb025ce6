// The shop writes each order down in its audit log before it confirms it. The
// code below does call `log.write`, and yet no entry is ever there.
//
// Calling an `async fn` runs nothing of it. The call gives a future, which is the
// work that is still to be done, and a future does nothing until somebody polls
// it. This file compiles as it is shipped, with a warning: read that first.
//
// https://doc.rust-lang.org/std/keyword.async.html (offline: `rustup doc
// std::keyword.async`)

use lab::AuditLog;

/// Write the entry `order 7` to the log, where 7 is the number of the order, and
/// return `order 7 is on its way` when the entry is complete.
///
/// The entry is written once. Nothing happens before the future of `handle_order`
/// is polled, other tasks can go on while it waits, and when it is ready, no task
/// is left behind.
pub async fn handle_order(log: &AuditLog, order: u32) -> String {
    let entry = format!("order {order}");
    // TODO: Have the entry written, all of it, before this function goes on.
    log.write(&entry);
    format!("{entry} is on its way")
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let log = AuditLog::new();
    println!("{}", handle_order(&log, 7).await);
    println!("The log says {:?}.", log.entries());
}

// A hidden test also looks at when the entry is written, and what is left behind.
#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn the_confirmation_names_the_order() {
        let confirmation = handle_order(&AuditLog::new(), 7).await;
        assert_eq!(confirmation, "order 7 is on its way");
    }

    #[tokio::test(start_paused = true)]
    async fn the_order_is_in_the_log() {
        let log = AuditLog::new();
        handle_order(&log, 7).await;
        assert_eq!(log.entries(), ["order 7"]);
    }
}
