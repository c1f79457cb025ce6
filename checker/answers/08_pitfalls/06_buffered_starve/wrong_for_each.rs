// refused: late — `for_each` does not poll the stream either while it prints

use futures::{StreamExt, stream};
use lab::FakeApi;

pub async fn print_all(api: &FakeApi, ids: Vec<u32>, mut print: impl AsyncFnMut(String)) {
    let print = async |page| print(page).await;
    let pages = stream::iter(ids).map(|id| api.page(id)).buffered(4);
    let print = std::cell::RefCell::new(tokio::sync::Mutex::new(print));
    pages
        .for_each(|page| {
            let print = &print;
            async move {
                let mut print = print.borrow_mut();
                print.get_mut()(page).await;
            }
        })
        .await;
}

fn main() {}
