// accepted: a limit around one service, which is the whole router

use axum::Router;
use tower::limit::ConcurrencyLimit;

pub fn with_limit(pages: Router) -> Router {
    Router::new().fallback_service(ConcurrencyLimit::new(pages, 2))
}
