// accepted: a service without routes, which reads the path itself

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{Method, Response, StatusCode, header};
use lab::Customers;
use std::convert::Infallible;
use tower::service_fn;

fn empty(status: StatusCode) -> Response<Body> {
    Response::builder()
        .status(status)
        .body(Body::empty())
        .expect("it is a response")
}

async fn answer(customers: Customers, request: Request) -> Response<Body> {
    let Some(id) = request.uri().path().strip_prefix("/customers/") else {
        return empty(StatusCode::NOT_FOUND);
    };
    if id.contains('/') {
        return empty(StatusCode::NOT_FOUND);
    }
    if request.method() != Method::GET {
        return empty(StatusCode::METHOD_NOT_ALLOWED);
    }
    let Ok(id) = id.parse::<u32>() else {
        return empty(StatusCode::BAD_REQUEST);
    };
    match customers.find(id).await {
        Ok(Some(user)) => Response::builder()
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(
                serde_json::json!({"name": user.name, "id": id}).to_string(),
            ))
            .expect("it is a response"),
        Ok(None) => empty(StatusCode::NOT_FOUND),
        Err(_) => empty(StatusCode::SERVICE_UNAVAILABLE),
    }
}

pub fn app(customers: Customers) -> Router {
    Router::new().fallback_service(service_fn(move |request| {
        let customers = customers.clone();
        async move { Ok::<_, Infallible>(answer(customers, request).await) }
    }))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, app(Customers::sample())).await
}
