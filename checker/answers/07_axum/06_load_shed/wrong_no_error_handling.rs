// refused: does-not-compile — what sheds makes an error, of which nobody makes a response

use axum::Router;
use tower::ServiceBuilder;
use tower::limit::GlobalConcurrencyLimitLayer;

pub fn with_shedding(pages: Router) -> Router {
    pages.layer(
        ServiceBuilder::new()
            .load_shed()
            .layer(GlobalConcurrencyLimitLayer::new(2)),
    )
}
