// refused: does-not-compile — an `async` block, where a `Deliver` is promised

pub fn deliver<P, S, D>(pack: P, send: S) -> impl Future<Output = D::Output>
where
    P: Future + Unpin,
    S: FnOnce(P::Output) -> D + Unpin,
    D: Future + Unpin,
{
    async move {
        let parcel = pack.await;
        send(parcel).await
    }
}

fn main() {}
