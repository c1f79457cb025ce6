use lab::FakeApi;

pub async fn tidy(api: FakeApi) -> String {
    tokio::spawn(std::future::pending::<()>());
    tokio::spawn(async move { api.page(1).await }).await.unwrap()
}

fn main() {}
