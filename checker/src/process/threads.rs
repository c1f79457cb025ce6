//! Threads of ours. A system that has none left is said to be at fault; the
//! standard library's `spawn` would end us.

use anyhow::Context;
use std::thread::{Builder, JoinHandle, Scope, ScopedJoinHandle};

/// What to say where there is none.
const NONE_LEFT: &str = "the system gives us no further thread; end other programs of this user, \
                         or raise `ulimit -u`";

/// Start a thread that is called `name`.
///
/// # Errors
///
/// Where the system has none to give.
pub fn thread<T: Send + 'static>(
    name: &str,
    work: impl FnOnce() -> T + Send + 'static,
) -> anyhow::Result<JoinHandle<T>> {
    let named = Builder::new().name(name.to_owned());
    named.spawn(work).context(NONE_LEFT)
}

/// The same within a scope.
///
/// # Errors
///
/// Where the system has none to give.
pub fn scoped_thread<'scope, T: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    name: &str,
    work: impl FnOnce() -> T + Send + 'scope,
) -> anyhow::Result<ScopedJoinHandle<'scope, T>> {
    let named = Builder::new().name(name.to_owned());
    named.spawn_scoped(scope, work).context(NONE_LEFT)
}
