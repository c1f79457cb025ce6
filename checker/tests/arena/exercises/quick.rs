//! `quick` asks for the user and the orders at the same time, and only the clock
//! is looked at.

use lab::{FakeApi, ms};
use proof::virtual_time;

proof::main!(it_takes_as_long_as_the_slower_request);

fn it_takes_as_long_as_the_slower_request() {
    virtual_time(async |clock| {
        let api = FakeApi::empty()
            .with_user(7, "Ada", ms(50))
            .with_orders(7, &["tea"], ms(30));
        let _: (String, String) = exercise::quick(&api, 7).await;
        clock.elapsed_is(ms(50), "the slower request alone");
    });
}
