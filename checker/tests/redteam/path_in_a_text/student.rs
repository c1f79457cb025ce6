mod mine {
    pub use tokio::*;
}

#[tokio::main(flavor = "current_thread", crate = "mine")]
async fn main() {}
