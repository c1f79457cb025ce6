// accepted: an extractor of its own makes the lookup, in a task

use axum::Router;
use axum::extract::{FromRequestParts, Path};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Json};
use lab::Customers;
use lab::DatabaseError;
use serde::Serialize;

#[derive(Serialize)]
struct Customer {
    id: u32,
    name: String,
}

enum NoName {
    Nobody,
    NoNumber,
    Outage,
}

impl From<DatabaseError> for NoName {
    fn from(_: DatabaseError) -> Self {
        Self::Outage
    }
}

impl IntoResponse for NoName {
    fn into_response(self) -> Response {
        match self {
            Self::Nobody => (StatusCode::NOT_FOUND, "nobody").into_response(),
            Self::NoNumber => (StatusCode::BAD_REQUEST, "no number").into_response(),
            Self::Outage => (StatusCode::SERVICE_UNAVAILABLE, "later").into_response(),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Customer {
    type Rejection = NoName;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, NoName> {
        let Ok(Path(id)) = Path::<String>::from_request_parts(parts, state).await else {
            return Err(NoName::NoNumber);
        };
        let id: u32 = id.parse().map_err(|_| NoName::NoNumber)?;
        let Some(customers) = parts.extensions.get::<Customers>().cloned() else {
            return Err(NoName::Outage);
        };
        let task = tokio::spawn(async move { customers.find(id).await });
        let found = task.await.map_err(|_| NoName::Outage)??;
        let user = found.ok_or(NoName::Nobody)?;
        Ok(Self {
            id: user.id,
            name: user.name,
        })
    }
}

async fn customer(customer: Customer) -> Json<Customer> {
    Json(customer)
}

pub fn app(customers: Customers) -> Router {
    Router::new()
        .route("/customers/{id}", get(customer))
        .layer(Extension(customers))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, app(Customers::sample())).await
}
