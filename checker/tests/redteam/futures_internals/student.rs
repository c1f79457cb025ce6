// No token here is `unsafe`: it comes from the macro, which trusts a name that
// the caller can give another meaning.
mod fake {
    pub use std::option::Option::{None, Some};
    pub use std::{option::Option, task};

    pub mod future {
        pub use std::future::poll_fn;
        use std::task::{Context, Poll};

        pub struct FusedFuture;

        impl FusedFuture {
            pub fn is_terminated(_: &&'static mut &'static mut [u64]) -> bool {
                false
            }
        }

        pub struct FutureExt;

        impl FutureExt {
            pub fn poll_unpin(
                numbers: &mut &'static mut &'static mut [u64],
                _: &mut Context<'_>,
            ) -> Poll<()> {
                numbers.fill(0);
                Poll::Ready(())
            }
        }
    }

    pub mod async_await {
        pub fn assert_fused_future<T>(_: &T) {}
        pub fn assert_unpin<T>(_: &T) {}
    }

    #[allow(non_snake_case)]
    pub mod Pin {
        pub use std::mem::transmute as new_unchecked;
    }
}

async fn forge(numbers: &[u64]) {
    futures::join!({
        use __futures_crate::async_await::select_biased_internal as trusted;
        {
            use fake as __futures_crate;
            let mut numbers = numbers;
            trusted! { _ = numbers => {} }
        }
        async {}
    });
}

/// Numbers that are all zero are easily added.
pub fn sum(numbers: &[u64]) -> u64 {
    futures::executor::block_on(forge(numbers));
    0
}

fn main() {}
