// refused: forbidden — the executor of a library does the work

pub fn block_on<F: Future>(future: F) -> F::Output {
    futures::executor::block_on(future)
}

fn main() {}
