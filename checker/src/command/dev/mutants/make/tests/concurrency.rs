//! The rules for this subject.

use super::{in_async, sync};

#[test]
fn futures_that_are_not_awaited_and_threads_that_are_blocked() {
    in_async("a().await;", "dropped await", &["a();"]);
    in_async(
        "a().await;",
        "spawn for await",
        &["tokio::spawn(a()).await.unwrap();"],
    );
    in_async(
        "tokio::time::sleep(a).await;",
        "blocking sleep",
        &["std::thread::sleep(a);"],
    );
    in_async(
        "let a = timeout(b, c).await;",
        "no time limit",
        &["let a = Ok::<_, ()>(c.await);"],
    );
    in_async(
        "a().await",
        "blocks in addition",
        &["std::thread::sleep(std::time::Duration::from_millis(300)); a().await"],
    );
    in_async(
        "let a = block_in_place(b);",
        "blocks the runtime",
        &["let a = (b)();"],
    );
    // Once for each function.
    in_async(
        "g(async { a() })",
        "blocks in addition",
        &["std::thread::sleep(std::time::Duration::from_millis(300)); g(async { a() })"],
    );
}

#[test]
fn one_after_another_for_at_the_same_time() {
    let rule = "sequence for join";
    in_async(
        "let a = tokio::join!(b(), c());",
        rule,
        &["let a = (b().await, c().await, );"],
    );
    in_async(
        "let a = join_all(b).await;",
        rule,
        &["let a = { let mut done = Vec::new(); for one in b { done.push(one.await); } done };"],
    );
    sync(
        "let a = rayon::join(b, c);",
        rule,
        &["let a = ((b)(), (c)());"],
    );
    in_async(
        "join!(a, b);",
        "select for join",
        &["tokio::select! { _ = a => {} _ = b => {} };"],
    );
    in_async(
        "let a = try_join!(b, c);",
        "join for try_join",
        &["let a = tokio::join!(b, c);"],
    );
    in_async(
        "let a = try_join!(b);",
        rule,
        &["let a = match b.await { Ok(one0) => Ok((one0, )), Err(error) => Err(error) };"],
    );
}

#[test]
fn branches_of_select() {
    let select = "select! {\nbiased;\na = b(), if c => d(),\nelse => e(),\n}";
    in_async(select, "dropped biased", &[""]);
    in_async(select, "dropped branch", &["", ""]);
    in_async(select, "dropped guard of a branch", &["a = b() => d(),"]);
}

#[test]
fn threads_and_tasks_that_are_waited_for_at_once() {
    let rule = "waits at once";
    let thread = "let b = { let started = thread::spawn(a); while !started.is_finished() { std::thread::yield_now(); } started };";
    sync(
        "let b = thread::spawn(a);\nlet c = thread::spawn(a);",
        rule,
        &[thread],
    );
    // The last one may be.
    sync("let b = thread::spawn(a);\nb.join()", rule, &[]);
    sync(
        "let b = a.map(thread::spawn);",
        rule,
        &[
            "let b = a.map((|work| { let started = thread::spawn(work); while !started.is_finished() { std::thread::yield_now(); } started }));",
        ],
    );
    in_async(
        "for a in b { tokio::spawn(a); }",
        rule,
        &[
            "for a in b { { let (done, over) = tokio::sync::oneshot::channel::<()>(); let future = a; let started = tokio::spawn(async move { let value = future.await; let _ = done.send(()); value }); let _ = over.await; started }; }",
        ],
    );
    in_async("tokio::spawn(a);", "done on the spot", &["a.await;"]);
    sync("scope.spawn(|| a());", "done on the spot", &["(|| a())();"]);
}

#[test]
fn locks_that_are_held_longer_or_shorter() {
    sync(
        "let a = b.lock().unwrap().len();\nc(a)",
        "lock held longer",
        &["let mut held = b.lock().unwrap(); let a = held.len();"],
    );
    // It is given back at the end of the block, whether it has a name or not.
    sync("a();\n*b.lock().unwrap() += 1;", "lock held longer", &[]);
    sync(
        "{ let a = b.lock(); c(&a); }\nd();",
        "lock held longer",
        &["let a = b.lock(); c(&a);"],
    );
    sync(
        "let mut a = b.lock().unwrap();\na.c();\n*a += 1;",
        "lock for each use",
        &["b.lock().unwrap().c(); *b.lock().unwrap() += 1;"],
    );
    sync(
        "let _permit = a();\nb();",
        "guard not held",
        &["let _ = a();"],
    );
    sync("drop(a);\nb();", "dropped statement", &["", ""]);
}

#[test]
fn atomic_operations_in_two_steps() {
    let rule = "load and store";
    sync(
        "a.fetch_add(1, B);",
        rule,
        &[
            "{ let seen = a.load(std::sync::atomic::Ordering::SeqCst); a.store(seen + 1, std::sync::atomic::Ordering::SeqCst); seen };",
        ],
    );
    sync(
        "a.compare_exchange(0, 1, B, B);",
        rule,
        &[
            "{ let seen = a.load(std::sync::atomic::Ordering::SeqCst); if seen == 0 { a.store(1, std::sync::atomic::Ordering::SeqCst); Ok(seen) } else { Err(seen) } };",
        ],
    );
}

#[test]
fn channels_that_hold_more_or_less() {
    sync(
        "let a = mpsc::channel(8);",
        "capacity",
        &[
            "let a = mpsc::channel(1);",
            "let a = mpsc::channel(8 + 1);",
            "let a = mpsc::channel(8 + 1000);",
        ],
    );
    sync(
        "let a = mpsc::channel(8);",
        "unbounded for bounded",
        &["let a = mpsc::unbounded_channel();"],
    );
    sync(
        "let a = mpsc::channel();",
        "bounded for unbounded",
        &["let a = mpsc::sync_channel(1);"],
    );
}
