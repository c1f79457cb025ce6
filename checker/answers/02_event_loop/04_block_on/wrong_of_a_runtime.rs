// refused: forbidden — a runtime does the work

use tokio::runtime::Builder;

pub fn block_on<F: Future>(future: F) -> F::Output {
    let runtime = Builder::new_current_thread().build();
    runtime.expect("a runtime").block_on(future)
}

fn main() {}
