// accepted: takes the id as text and parses it, and writes the JSON out

use axum::Router;
use axum::extract::{Extension, Path};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use lab::Customers;

pub fn app(customers: Customers) -> Router {
    Router::new()
        .route("/customers/{id}", get(customer))
        .layer(Extension(customers))
}

async fn customer(Path(id): Path<String>, Extension(customers): Extension<Customers>) -> Response {
    let Ok(id) = id.parse::<u32>() else {
        return (StatusCode::BAD_REQUEST, "an id is a number").into_response();
    };
    match customers.find(id).await {
        Ok(Some(user)) => {
            let name = serde_json::to_string(&user.name).unwrap();
            let body = format!("{{\"name\":{name},\"id\":{id}}}");
            ([(header::CONTENT_TYPE, "application/json")], body).into_response()
        }
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}
