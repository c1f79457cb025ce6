//! Shapes of known holes, and honest code that looks like them.

use super::check;

#[test]
fn what_a_closure_returns_does_not_become_a_type_of_a_trait() {
    let what = "a trait for all closures with a type in it";
    for source in [
        "impl<R, F: Fn() -> R> Output for F { type Is = R; }",
        "impl<F, R> Output for F where F: FnOnce() -> R { type Is = R; }",
        "impl<F: std::future::Future> Output for F { type Is = F::Output; }",
    ] {
        check(source, &[what]);
    }
    let wrapped = "impl<F: FnOnce() -> R, R> Output for Own<F> { type Is = R; }";
    check(wrapped, &[]);
    check(
        &format!("{wrapped} fn f(it: Box<dyn Any>) -> R {{ *it.downcast().unwrap() }}"),
        &[what],
    );
}

#[test]
fn what_honest_futures_look_like_is_none() {
    for source in [
        "impl<F, T> Future for PollFn<F> where F: FnMut(&mut Context<'_>) -> Poll<T> { type Output = T; }",
        "impl<F: Future> Future for Timed<F> { type Output = Option<F::Output>; }",
        "impl<F: Future + ?Sized> Ext for F { fn ends(self) -> u8 { 1 } }",
        "impl<I: Iterator> Ext for I { type Item = I::Item; }",
        "type Job = Box<dyn Future<Output = u8> + Send>; struct S(Box<dyn FnOnce() -> u8>);",
        "trait Task { type Output; } fn f(it: Box<dyn Task<Output = ()>>) {}",
        "fn f(e: Box<dyn Any + Send>) -> Option<&'static str> { e.downcast::<&'static str>().ok().map(|s| *s) }",
        "fn f(e: &(dyn Any + Send)) -> Option<&&str> { e.downcast_ref::<&str>() }",
        "fn f(g: impl for<'a, 'b> Fn(&'a u8, &'b u8) -> bool, h: for<'a, 'b> fn(&'a u8, &'b u8)) {}",
        "fn f<T>(it: &T) where for<'a> &'a T: IntoIterator<Item = &'a u8> {}",
        "for (a, b) in list {} let f = g as fn(_) -> _; type Shared<'a, T> = &'a Mutex<T>;",
    ] {
        check(source, &[]);
    }
}

#[test]
fn an_object_of_a_trait_of_ones_own_says_nothing_of_a_type_in_it() {
    let what = "a `dyn` with a type in it, of a trait of your own";
    check(
        "trait Holds<B> { type Is; } fn f<A, B>(a: A) -> B { open::<dyn Holds<B, Is = A>, B>(a) }",
        &[what],
    );
    check(
        "trait Same { type It: ?Sized; } impl<T: ?Sized> Same for T { type It = T; } \
         fn f(it: &u8) -> &dyn Same<It = u8> { see(it) }",
        &[what],
    );
}

#[test]
fn lifetimes_that_are_tied_are_not_untied() {
    let what = "`for<'a, 'b>` of anything but a function";
    check(
        "fn f<T>() where T: for<'a, 'b> Below<'a, 'b, Tie<'a, 'b>> {}",
        &[what],
    );
    check(
        "impl X for Y where for<'a, 'b> Tie<'a, 'b>: Has {}",
        &[what],
    );
    check(
        "let f: for<'x> fn(_, &'x mut T) -> &'b mut T = keep;",
        &["`fn(_, &…)`"],
    );
    check("type Ref<'a, T> = &'a T;", &["another name for `&'a T`"]);
    check(
        "f().downcast::<&'static mut T>()",
        &["`downcast` to a reference"],
    );
}
